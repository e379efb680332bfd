import { authorize, type Context } from '@/lib/access/context';
import { messageText } from '@/lib/core/messages';
import { type Refusal, type Result, refusal, success } from '@/lib/core/result';
import { requireModule } from '@/lib/installations/queries';
import { audit } from '@/lib/platform/audit';
import { type ListedCard, readCardList } from '../../bulk/card-list.rule';
import { problemText } from '../../bulk/labels';
import { readTable } from '../../bulk/list-text.rule';
import { SIM_CARD_MODULE } from '../../model';
import { hasStore } from '../claim.store';
import { claimNumber, onTheBeat, type OperatorOf } from '../claim-number';
import { type ClaimCode, claimMessages } from '../messages';
import { CLAIM_LIST_LIMIT, type ClaimAnswer, type ClaimedLine } from '../model';
import type { ClaimListInput } from '../schema';

const AT_ONCE = 5;
/** After so many silences in a row the operator is not asked about the rest. */
const SILENCES = 3;

type Claimable = ListedCard & { readonly iccid: string };

/**
 * Adds the cards of a pasted list, each for itself: what can be added is added, every other line says why not. The
 * same request again says of its own cards that they are added. Refusals: FORBIDDEN, MODULE_NOT_INSTALLED, NOT_FOUND,
 * STORE_REQUIRED, LIST_TOO_LONG.
 */
export async function claimList(
  ctx: Context,
  input: ClaimListInput,
  operatorOf: OperatorOf,
): Promise<Result<{ readonly lines: readonly ClaimedLine[] }, ClaimCode>> {
  const denied = authorize(ctx, 'simCards.manage') ?? (await requireModule(ctx, SIM_CARD_MODULE));
  if (denied) return denied;
  const startedMs = performance.now();
  const storeId = input.storeId || null;
  if (storeId !== null && !(await hasStore(ctx, storeId))) return refusal('NOT_FOUND');
  if (ctx.storeIds !== null && storeId === null) return refusal('STORE_REQUIRED');
  const listed = readCardList(readTable(input.text));
  if (listed.length > CLAIM_LIST_LIMIT) return refusal('LIST_TOO_LONG', { lines: listed.length });

  const answers = new Map<number, ClaimedLine>();
  const waiting = listed.flatMap((card, index): { card: Claimable; index: number }[] => {
    if (card.iccid !== null) return [{ card: { ...card, iccid: card.iccid }, index }];
    const message = card.problem ? problemText(card.problem) : null;
    answers.set(index, { ...shown(card), answer: 'NOT_A_NUMBER', message, simCardId: null });
    return [];
  });
  let silences = 0;
  let giveUp: Refusal<ClaimCode> | null = null;
  const next = async (): Promise<void> => {
    for (let item = waiting.shift(); item; item = waiting.shift()) {
      const { card, index } = item;
      const claim = { requestId: input.requestId, iccid: card.iccid, storeId, terminalId: null };
      const claimed = giveUp ?? (await claimNumber(ctx, claim, operatorOf));
      if (claimed.ok) {
        silences = 0;
        const { answer, simCardId } = claimed.value;
        answers.set(index, { ...shown(card), answer, message: null, simCardId });
        continue;
      }
      if (claimed.code === 'OPERATOR_UNAVAILABLE') silences += 1;
      if (claimed.code === 'RATE_LIMITED' || silences >= SILENCES) giveUp = claimed;
      const message = messageText(claimMessages[claimed.code], claimed.details);
      answers.set(index, { ...shown(card), answer: answerOf(claimed.code), message, simCardId: null });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));

  const lines = [...answers].sort(([a], [b]) => a - b).map(([, line]) => line);
  const refused = lines.filter((line) => line.answer === 'NOT_ADDED').length;
  if (refused > 0) {
    await audit(ctx, {
      action: 'simCards.claimRefused',
      objectType: 'organization',
      objectId: ctx.organizationId,
      objectName: `Список из ${lines.length} номеров`,
      after: { refused },
    });
    await onTheBeat(startedMs);
  }
  return success({ lines });
}

const shown = ({ line, text }: ListedCard): { line: number; text: string } => ({ line, text });

const later: ReadonlySet<ClaimCode> = new Set(['OPERATOR_UNAVAILABLE', 'RATE_LIMITED']);
const answerOf = (code: ClaimCode): ClaimAnswer => (later.has(code) ? 'LATER' : 'NOT_ADDED');
