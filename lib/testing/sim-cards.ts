import { randomUUID } from 'node:crypto';
import type { Context } from '@/lib/access/context';
import { fixedClock } from '@/lib/core/clock';
import type { PrismaClient } from '@/lib/platform/db';
import { activateSimCards } from '@/lib/sim-cards/commands/activate';
import { carryOutOperation } from '@/lib/sim-cards/commands/carry-out-operation';
import { simCardDetail } from '@/lib/sim-cards/queries';
import {
  contextOf,
  createCard,
  createChain,
  installCabinetModule,
  jobContextOf,
  TEST_NOW,
} from './factories';

export const minutesLater = (ctx: Context, minutes: number): Context => ({
  ...ctx,
  clock: fixedClock(new Date(new Date(TEST_NOW).getTime() + minutes * 60_000).toISOString()),
});

/** A card whose activation has just been asked for and paid (190 ₽ of 1 000 ₽). */
export async function activatingCard(db: PrismaClient, state: 'READY' | 'INACTIVE' = 'READY') {
  const chain = await createChain(db, 100_000);
  await installCabinetModule(db, chain);
  const owner = contextOf(db, chain, 'OWNER');
  const card = await createCard(db, chain, { state });
  const result = await activateSimCards(owner, {
    requestId: randomUUID(),
    cardIds: [card.id],
    period: 'M1',
    expectedTotal: 19_000,
  });
  if (!result.ok) throw new Error(result.code);
  const [operationId = ''] = result.value.operationIds;
  const job = jobContextOf(db, chain);
  return {
    owner,
    card,
    job,
    operationId,
    row: () => db.simOperation.findUniqueOrThrow({ where: { id: operationId } }),
    step: (ctx: Context = job) => carryOutOperation(ctx, { operationId }),
    state: async () => (await db.simCard.findUniqueOrThrow({ where: { id: card.id } })).state,
    /** «READY → ACTIVATING», oldest first */
    history: async () => {
      const detail = await simCardDetail(owner, card.id);
      return (detail?.history ?? []).map((each) => `${each.fromState} → ${each.toState}`).reverse();
    },
  };
}
