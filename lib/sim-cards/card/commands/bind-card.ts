import { randomUUID } from 'node:crypto';
import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { requireModule } from '@/lib/installations/queries';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { cardTail } from '../../labels';
import { SIM_CARD_MODULE } from '../../model';
import { decideBind } from '../bind.rule';
import { type KeptCard, lockCard, saveBinding } from '../card.store';
import { settleDevice } from '../device';
import { isElsewhere } from '../imei.rule';
import { openLock } from '../imei-lock.store';
import { writeLog } from '../log.store';
import type { CardCode } from '../messages';
import type { BindCardInput } from '../schema';
import { lockTerminal, type StandingTerminal } from '../terminal.store';

/**
 * Puts a card on a terminal, moves it to another, or takes it off ('' for the terminal). The card goes to the store of
 * its terminal; a card that was there goes off when `replace` says so; a lock by device moves along. The same again
 * changes nothing. Refusals: FORBIDDEN, NOT_FOUND, MODULE_NOT_INSTALLED, CARD_CLOSED, TERMINAL_HAS_CARD,
 * IMEI_LOCK_IN_PROGRESS.
 */
export async function bindCard(
  ctx: Context,
  input: BindCardInput,
): Promise<Result<{ readonly terminalName: string | null }, CardCode>> {
  const denied = authorize(ctx, 'simCards.manage') ?? (await requireModule(ctx, SIM_CARD_MODULE));
  if (denied) return denied;
  return transaction(
    ctx,
    async (ctx): Promise<Result<{ readonly terminalName: string | null }, CardCode>> => {
      // The terminal, then the cards by id: two people who swap cards never wait for each other.
      const terminal = input.terminalId === '' ? null : await lockTerminal(ctx, input.terminalId);
      if (input.terminalId !== '' && !terminal) return refusal('NOT_FOUND');
      const standing = terminal?.cards.find(({ id }) => id !== input.simCardId);
      const held = new Map<string, KeptCard | null>();
      for (const id of [input.simCardId, ...(standing ? [standing.id] : [])].sort()) {
        held.set(id, await lockCard(ctx, id));
      }
      const card = held.get(input.simCardId);
      if (!card) return refusal('NOT_FOUND');
      if ((card.terminal?.id ?? null) === (terminal?.id ?? null)) {
        return success({ terminalName: terminal?.name ?? null });
      }
      const found = standing && held.get(standing.id);
      const other = found && found.terminal?.id === terminal?.id ? found : null;
      const decision = decideBind(
        {
          isClosed: card.isClosed,
          terminalId: card.terminal?.id ?? null,
          imeiLock: card.imeiLock,
          lockPending: card.lockPending,
          operatorIntegrated: card.operator.integrated,
        },
        terminal && { ...terminal, occupiedBy: other && { tail: cardTail(other.iccid) } },
        input.replace,
      );
      if (!decision.ok) return decision;
      if (other) {
        if (other.lockPending) return refusal('IMEI_LOCK_IN_PROGRESS');
        await move(ctx, other, null, other.operator.integrated && other.imeiLock !== null ? null : undefined);
      }
      await move(ctx, card, terminal, decision.lock);
      return success({ terminalName: terminal?.name ?? null });
    },
  );
}

async function move(
  ctx: Context,
  card: KeptCard,
  terminal: StandingTerminal | null,
  lock: string | null | undefined,
): Promise<void> {
  await saveBinding(ctx, card.id, {
    terminalId: terminal?.id ?? null,
    storeId: terminal?.storeId ?? card.storeId,
    isElsewhere: isElsewhere(card.seenImei, terminal?.imei ?? null),
  });
  const before = card.terminal?.name ?? null;
  const after = terminal?.name ?? null;
  await writeLog(ctx, [{ simCardId: card.id, kind: after === null ? 'UNBOUND' : 'BOUND', before, after }]);
  await audit(ctx, {
    action: after === null ? 'simCards.unbind' : 'simCards.bind',
    objectType: 'simCard',
    objectId: card.id,
    objectName: cardTail(card.iccid),
    storeId: terminal?.storeId ?? card.storeId,
    before: { terminal: before },
    after: { terminal: after },
  });
  if (lock !== undefined) await openLock(ctx, { simCardId: card.id, requestId: randomUUID(), imei: lock });
  else await settleDevice(ctx, { simCardId: card.id, seen: card.seenImei, lock: card.imeiLock });
}
