import { expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import { chainWithModule } from '@/lib/testing/card-orders';
import { useDatabase } from '@/lib/testing/database';
import { contextOf, jobContextOf } from '@/lib/testing/factories';
import { createCards, outcome, runToTheEnd, started } from '@/lib/testing/sim-bulk';
import { advanceBulk } from './commands/advance-bulk';
import { continueBulk } from './commands/continue-bulk';
import { pauseBulk } from './commands/pause-bulk';
import { stopBulk } from './commands/stop-bulk';

const database = useDatabase();

/** A list of 300 cards whose first part of 200 waits in the middle of its transaction until it is let go. */
async function withPartUnderWay(
  { killed }: { killed: boolean },
  work: (owner: Context, bulkId: string) => Promise<void>,
) {
  const db = database();
  const chain = await chainWithModule(db, 100_000_000);
  const [owner, job] = [contextOf(db, chain, 'OWNER'), jobContextOf(db, chain)];
  const cards = await createCards(db, chain, 300);
  const bulkId = await started(
    owner,
    cards.map(({ iccid }) => iccid),
  );
  const part = await db.$transaction(async (holder) => {
    await holder.$executeRaw`SELECT 1 FROM sim_card WHERE id = ${cards[100]?.id ?? ''}::uuid FOR UPDATE`;
    const part = db
      .$transaction(async (tx) => {
        await advanceBulk({ ...job, db: tx }, { bulkId });
        if (killed) throw new Error('killed');
      })
      .catch((error: unknown) => error);
    await expect
      .poll(async () => {
        const [row] = await db.$queryRaw<{ count: number }[]>`
          SELECT count(*)::int AS count FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        return row?.count;
      })
      .toBe(1);
    await work(owner, bulkId);
    return { ended: part };
  });
  await part.ended;
  return { owner, job, bulkId };
}

it('a pause does not wait for the part under way; nothing is begun after it', async () => {
  const { owner, job, bulkId } = await withPartUnderWay({ killed: false }, async (owner, bulkId) => {
    expect(await pauseBulk(owner, { bulkId })).toMatchObject({ ok: true });
    expect(await outcome(owner, bulkId)).toMatchObject({ state: 'PAUSED', counts: { WAITING: 300 } });
  });
  await advanceBulk(job, { bulkId });
  expect(await outcome(owner, bulkId)).toMatchObject({
    state: 'PAUSED',
    counts: { RUNNING: 200, WAITING: 100 },
    charged: 200 * 19_000,
  });
  expect(await continueBulk(owner, { bulkId })).toMatchObject({ ok: true });
  await runToTheEnd(job, bulkId);
  expect(await outcome(owner, bulkId)).toMatchObject({ state: 'FINISHED', counts: { DONE: 300 } });
});

it('a stop does not wait either and leaves the part its cards', async () => {
  const { owner, job, bulkId } = await withPartUnderWay({ killed: false }, async (owner, bulkId) => {
    expect(await stopBulk(owner, { bulkId })).toEqual({ ok: true, value: { left: 100 } });
  });
  await runToTheEnd(job, bulkId);
  expect(await outcome(owner, bulkId)).toMatchObject({
    state: 'STOPPED',
    counts: { DONE: 200, LEFT: 100 },
    charged: 200 * 19_000,
  });
});

it('cards of a part that died after a stop are left alone too', async () => {
  const { owner, job, bulkId } = await withPartUnderWay({ killed: true }, async (owner, bulkId) => {
    expect(await stopBulk(owner, { bulkId })).toEqual({ ok: true, value: { left: 100 } });
  });
  await runToTheEnd(job, bulkId);
  expect(await outcome(owner, bulkId)).toMatchObject({
    state: 'STOPPED',
    counts: { LEFT: 300 },
    charged: 0,
    finishedAt: owner.clock.now(),
  });
});
