import { randomUUID } from 'node:crypto';
import type { Context } from '@/lib/access/context';
import { fixedClock } from '@/lib/core/clock';
import type { PrismaClient } from '@/lib/platform/db';
import { simOperator } from '@/lib/platform/ports';
import type { LogEntry } from '@/lib/sim-cards/card/history.rule';
import { cardHistoryPage } from '@/lib/sim-cards/card/queries';
import { activateSimCards } from '@/lib/sim-cards/commands/activate';
import { recordOperatorResults } from '@/lib/sim-cards/commands/record-operator-results';
import { recordReplies } from '@/lib/sim-cards/commands/record-replies';
import { askOperator } from '@/lib/sim-cards/dispatcher';
import type { OperationState } from '@/lib/sim-cards/model';
import type { Outcome } from '@/lib/sim-cards/operation.rule';
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

/** One step of one operation, as a run over its operator's queue takes it. */
async function takeStep(ctx: Context, operationId: string): Promise<OperationState | undefined> {
  const { simCard, ...operation } = await ctx.db.simOperation.findUniqueOrThrow({
    where: { id: operationId },
    include: { simCard: { select: { iccid: true, operatorSlug: true } } },
  });
  const operator = simOperator(simCard.operatorSlug);
  const reply = await askOperator({ ...operation, iccid: simCard.iccid }, operator, ctx.clock.now());
  const recorded = await recordReplies(ctx, [{ operationId, reply, chance: 0.5 }]);
  return recorded.ok ? recorded.value.get(operationId) : undefined;
}

/** How the operation of a card that is under way ends, as its operator would say. */
export async function endOperation(
  ctx: Context,
  simCardId: string,
  outcome: Outcome,
  reason: string | null = null,
): Promise<void> {
  const { id: operationId } = await ctx.db.simOperation.findFirstOrThrow({
    where: { simCardId, state: { in: ['QUEUED', 'IN_PROGRESS'] } },
  });
  await recordOperatorResults(ctx, [{ operationId, outcome, reason }]);
}

/** What happened to a card besides its states, newest first. */
export async function cardLog(ctx: Context, simCardId: string): Promise<LogEntry[]> {
  const { entries } = await cardHistoryPage(ctx, simCardId);
  return entries.filter((entry) => entry.type === 'LOG');
}

/** What earlier tests have left under way is nobody's business any more. */
export async function emptyQueues(db: PrismaClient): Promise<void> {
  await db.simOperation.updateMany({
    where: { OR: [{ dueAt: { not: null } }, { state: { in: ['QUEUED', 'IN_PROGRESS'] } }] },
    data: { state: 'FAILED', dueAt: null, leasedBy: null },
  });
}

/** A card whose activation has just been asked for and paid (190 ₽ of 1 000 ₽). */
export async function activatingCard(
  db: PrismaClient,
  state: 'READY' | 'INACTIVE' = 'READY',
  walletKopecks = 100_000,
) {
  const chain = await createChain(db, walletKopecks);
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
    chain,
    owner,
    card,
    job,
    operationId,
    row: () => db.simOperation.findUniqueOrThrow({ where: { id: operationId } }),
    step: (ctx: Context = job) => takeStep(ctx, operationId),
    result: (ctx: Context, outcome: Outcome, reason: string | null = null) =>
      recordOperatorResults(ctx, [{ operationId, outcome, reason }]),
    state: async () => (await db.simCard.findUniqueOrThrow({ where: { id: card.id } })).state,
    /** «READY → ACTIVATING», oldest first */
    history: async () => {
      const detail = await simCardDetail(owner, card.id);
      return (detail?.history ?? []).map((each) => `${each.fromState} → ${each.toState}`).reverse();
    },
  };
}
