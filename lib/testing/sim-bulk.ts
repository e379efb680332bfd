import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Context } from '@/lib/access/context';
import type { PrismaClient } from '@/lib/platform/db';
import { advanceBulk } from '@/lib/sim-cards/bulk/commands/advance-bulk';
import { confirmBulk } from '@/lib/sim-cards/bulk/commands/confirm-bulk';
import { draftFromList } from '@/lib/sim-cards/bulk/commands/draft-from-list';
import type { BulkAction } from '@/lib/sim-cards/bulk/model';
import { bulkDetail } from '@/lib/sim-cards/bulk/queries';
import { recordOperatorResults } from '@/lib/sim-cards/commands/record-operator-results';
import type { Outcome } from '@/lib/sim-cards/operation.rule';
import { chainWithModule } from './card-orders';
import { anIccid, type Chain, contextOf, jobContextOf, TEST_NOW } from './factories';

/** Many cards of the first store, made at once, in the order of their ids. */
export async function createCards(
  db: PrismaClient,
  chain: Chain,
  count: number,
  data: { state?: 'READY' | 'ACTIVE' | 'INACTIVE'; operatorSlug?: string; storeId?: string } = {},
): Promise<{ id: string; iccid: string }[]> {
  const iccids = new Set<string>();
  while (iccids.size < count) iccids.add(anIccid());
  return db.simCard.createManyAndReturn({
    data: [...iccids].map((iccid) => ({
      organizationId: chain.organizationId,
      storeId: data.storeId ?? chain.storeIds[0],
      operatorSlug: data.operatorSlug ?? 'mts',
      iccid,
      state: data.state ?? 'READY',
      stateChangedAt: new Date(TEST_NOW),
      createdAt: new Date(TEST_NOW),
    })),
    select: { id: true, iccid: true },
  });
}

/** A checked list. */
export async function drafted(
  ctx: Context,
  rows: readonly string[],
  action: BulkAction = 'ACTIVATE',
): Promise<string> {
  const bytes = new TextEncoder().encode(rows.join('\n'));
  const result = await draftFromList(ctx, { requestId: randomUUID(), action, fileName: null, bytes });
  if (!result.ok) throw new Error(result.code);
  return result.value.bulkId;
}

/** A list that was started, paid monthly. */
export async function started(
  ctx: Context,
  rows: readonly string[],
  action: BulkAction = 'ACTIVATE',
): Promise<string> {
  const bulkId = await drafted(ctx, rows, action);
  const toPay = await ctx.db.simBulkItem.count({ where: { bulkId, state: 'WAITING', toPay: true } });
  const period = toPay > 0 ? 'M1' : null;
  const result = await confirmBulk(ctx, {
    bulkId,
    period,
    expectedTotal: toPay * 19_000,
    stopRenewal: false,
  });
  if (!result.ok) throw new Error(result.code);
  return bulkId;
}

/** What the operators answer about everything of the bulk that is under way. */
export async function answerAll(
  job: Context,
  bulkId: string,
  outcomeOf: (simCardId: string) => Outcome = () => 'COMPLETED',
): Promise<void> {
  const open = await job.db.simOperation.findMany({
    where: { requestId: bulkId, state: { in: ['QUEUED', 'IN_PROGRESS'] } },
    select: { id: true, simCardId: true },
  });
  await recordOperatorResults(
    job,
    open.map(({ id, simCardId }) => {
      const outcome = outcomeOf(simCardId);
      return { operationId: id, outcome, reason: outcome === 'REJECTED' ? 'Карта заблокирована' : null };
    }),
  );
}

/** Steps and answers in turn until nothing is left to do. @returns how many steps it took */
export async function runToTheEnd(
  job: Context,
  bulkId: string,
  outcomeOf?: (simCardId: string) => Outcome,
): Promise<number> {
  for (let steps = 1; ; steps += 1) {
    const step = await advanceBulk(job, { bulkId });
    if (!step.ok) throw new Error(step.code);
    if (!step.value.goesOn) return steps;
    if (!step.value.hasMore) await answerAll(job, bulkId, outcomeOf);
  }
}

/** How many cards of the bulk are in each state, those that are none left out. */
export async function outcome(ctx: Context, bulkId: string) {
  const bulk = await bulkDetail(ctx, bulkId);
  if (!bulk) throw new Error('no such bulk');
  const counts = Object.fromEntries(Object.entries(bulk.counts).filter(([, count]) => count > 0));
  return { ...bulk, counts };
}

/** As a list is pasted. */
export const numbers = (cards: readonly { readonly iccid: string }[]): string[] =>
  cards.map(({ iccid }) => iccid);

/** A chain with the module of cards, its owner and the worker. */
export async function bulkCabinet(db: PrismaClient, walletKopecks = 100_000_000) {
  const chain = await chainWithModule(db, walletKopecks);
  return { chain, owner: contextOf(db, chain, 'OWNER'), job: jobContextOf(db, chain) };
}

/** The operator of each card was asked once, each charge was made once, all of it within what was said. */
export async function expectExactlyOnce(ctx: Context, bulkId: string): Promise<void> {
  const bulk = await outcome(ctx, bulkId);
  const [items] = await ctx.db.$queryRaw<
    { asked: number; operations: number; charged: number; paid: number }[]
  >`
    SELECT
      (SELECT count(*)::int FROM sim_bulk_item WHERE bulk_id = ${bulkId}::uuid AND operation_id IS NOT NULL) AS asked,
      (SELECT count(*)::int FROM sim_operation WHERE request_id = ${bulkId}::uuid) AS operations,
      (SELECT coalesce(sum(charged_kopecks), 0)::int FROM sim_bulk_item WHERE bulk_id = ${bulkId}::uuid) AS charged,
      (SELECT coalesce(sum(c.amount_kopecks), 0)::int FROM subscription_charge c
        JOIN subscription s ON s.id = c.subscription_id JOIN sim_bulk_item i ON i.sim_card_id = s.sim_card_id
        WHERE i.bulk_id = ${bulkId}::uuid AND i.operation_id IS NOT NULL) AS paid`;
  expect(items?.asked).toBe(items?.operations);
  expect(items?.charged).toBe(bulk.charged);
  expect(items?.paid).toBe(bulk.charged);
  expect(bulk.charged).toBeLessThanOrEqual(bulk.maxCharge ?? 0);
}
