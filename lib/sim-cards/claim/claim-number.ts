import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from '@/lib/access/context';
import { type Refusal, refusal, type Result, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { cardNumberKey, type CardNumber, hasCheckDigit, withCheckDigit } from '../card-number.rule';
import { writeLog } from '../card/log.store';
import { lockTerminal } from '../card/terminal.store';
import { cardTail } from '../labels';
import type { SimCardState } from '../model';
import type { OperatorCard, SimOperator } from '../operator.port';
import { type ClaimPlace, findOwnCard, insertClaimed, operatorOfNumber } from './claim.store';
import { markSlowed, returnTry, takeTry } from './guard.store';
import type { ClaimCode } from './messages';

export type OperatorOf = (slug: string) => SimOperator | null;

export interface Claimed {
  readonly answer: 'ADDED' | 'YOURS';
  readonly simCardId: string;
}

export interface Claim extends ClaimPlace {
  readonly requestId: string;
  readonly iccid: string;
}

/** A «no» comes at multiples of this since the question, so that its moment does not tell the reason. */
const BEAT_MS = 250;

export async function onTheBeat(startedMs: number): Promise<void> {
  await pause(BEAT_MS - ((performance.now() - startedMs) % BEAT_MS));
}

export function refuseNumber(
  number: Extract<CardNumber, { ok: false }>,
): Refusal<'CARD_CHARACTERS' | 'CARD_LENGTH' | 'CARD_CHECKSUM'> {
  const digits = number.digits.length;
  if (number.problem === 'CHARACTERS') return refusal('CARD_CHARACTERS', { ...number.stranger });
  return refusal(number.problem === 'LENGTH' ? 'CARD_LENGTH' : 'CARD_CHECKSUM', { digits });
}

/** What a card is for us that its operator knows; one that works already is left to the comparison with it. */
const claimedState = (theirs: Exclude<OperatorCard['state'], 'TERMINATED'>): SimCardState =>
  theirs === 'READY' ? 'READY' : 'INACTIVE';

/** Both numbers that the card may have at its operator. */
function writings(iccid: string): string[] {
  const key = cardNumberKey(iccid);
  return [
    ...new Set([iccid, ...(iccid === key ? [withCheckDigit(iccid)] : hasCheckDigit(key) ? [key] : [])]),
  ];
}

async function lookUp(
  operator: SimOperator | null,
  iccid: string,
): Promise<{ readonly iccid: string; readonly state: SimCardState } | 'UNKNOWN' | 'UNAVAILABLE'> {
  if (!operator) return 'UNKNOWN';
  const answers = await Promise.all(writings(iccid).map((each) => operator.inspect(each)));
  const known = answers.find((answer) => answer.kind === 'card');
  if (known) {
    const { card } = known;
    if (card.state === 'TERMINATED') return 'UNKNOWN';
    const theirs = cardNumberKey(card.iccid) === cardNumberKey(iccid) ? card.iccid : iccid;
    return { iccid: theirs, state: claimedState(card.state) };
  }
  return answers.some((answer) => answer.kind === 'unavailable') ? 'UNAVAILABLE' : 'UNKNOWN';
}

/**
 * Adds a card by its number: yours already, found at its operator and free, or not. Numbers unknown and those of other
 * organizations pass through the same steps. Refusals: CARD_UNKNOWN, RATE_LIMITED, OPERATOR_NOT_INTEGRATED,
 * OPERATOR_UNAVAILABLE, and with a terminal NOT_FOUND and TERMINAL_HAS_CARD.
 */
export async function claimNumber(
  ctx: Context,
  claim: Claim,
  operatorOf: OperatorOf,
): Promise<Result<Claimed, ClaimCode>> {
  const own = await ownCard(ctx, claim);
  if (own) return own;
  const operator = await operatorOfNumber(ctx, claim.iccid);
  if (operator && !operator.integrated)
    return refusal('OPERATOR_NOT_INTEGRATED', { operator: operator.name });
  if (!(await takeTry(ctx))) return slowed(ctx);
  const found = await lookUp(operator && operatorOf(operator.slug), claim.iccid);
  if (found === 'UNAVAILABLE') {
    await returnTry(ctx);
    return refusal('OPERATOR_UNAVAILABLE', { operator: operator?.name ?? '' });
  }
  const added = await transaction(ctx, (ctx) =>
    add(ctx, claim, operator?.slug ?? null, found === 'UNKNOWN' ? null : found),
  );
  if (added.ok || added.code !== 'CARD_UNKNOWN') {
    await returnTry(ctx);
    return added;
  }
  return (await ownCard(ctx, claim)) ?? added;
}

async function ownCard(ctx: Context, claim: Claim): Promise<Result<Claimed, never> | null> {
  const own = await findOwnCard(ctx, claim.iccid);
  if (!own) return null;
  const answer = own.claimRequestId === claim.requestId ? 'ADDED' : 'YOURS';
  return success({ answer, simCardId: own.id });
}

async function slowed(ctx: Context): Promise<Refusal<'RATE_LIMITED'>> {
  if (await markSlowed(ctx)) {
    await audit(ctx, {
      action: 'simCards.claimSlowed',
      objectType: 'organization',
      objectId: ctx.organizationId,
      objectName: 'Добавление карт по номеру',
    });
  }
  return refusal('RATE_LIMITED');
}

async function add(
  ctx: Context,
  { requestId, iccid, storeId, terminalId }: Claim,
  operatorSlug: string | null,
  found: { readonly iccid: string; readonly state: SimCardState } | null,
): Promise<Result<Claimed, ClaimCode>> {
  const terminal = terminalId === null ? null : await lockTerminal(ctx, terminalId);
  if (terminalId !== null && !terminal) return refusal('NOT_FOUND');
  const [other] = terminal?.cards ?? [];
  if (other) return refusal('TERMINAL_HAS_CARD', { card: cardTail(other.iccid) });
  const place = { storeId: terminal?.storeId ?? storeId, terminalId };
  const id = await insertClaimed(ctx, { ...place, requestId, operatorSlug, found });
  if (id === null || !found) return refusal('CARD_UNKNOWN');
  await writeLog(ctx, [{ simCardId: id, kind: 'CLAIMED', after: terminal?.name }]);
  await audit(ctx, {
    action: 'simCards.claim',
    objectType: 'simCard',
    objectId: id,
    objectName: cardTail(iccid),
    storeId: place.storeId,
    after: { state: found.state, ...(terminal && { terminal: terminal.name }) },
  });
  return success({ answer: 'ADDED', simCardId: id });
}
