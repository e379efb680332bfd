import { randomUUID } from 'node:crypto';
import type { Db } from '@/lib/platform/db';
import { ADMIN, OWNER, type StoreKey } from './chain';
import type { MadeCard } from './sim-cards';
import type { StoryTime } from './time';

export const DEMO_LIMIT_MB = 500;

const hour = 60;
const hours: Readonly<Record<StoreKey, readonly [opensAt: number, closesAt: number] | null>> = {
  center: [8 * hour, 22 * hour],
  park: [9 * hour, 21 * hour],
  ural: [0, 0],
  baltic: null,
};

/** A limit of traffic that warns, working hours of stores, notes to cards. */
export async function writeOneCard(
  db: Db,
  organizationId: string,
  time: StoryTime,
  storeIds: Readonly<Record<StoreKey, string>>,
  cards: readonly MadeCard[],
): Promise<void> {
  await db.simCardPolicy.create({
    data: { organizationId, dataLimitMb: DEMO_LIMIT_MB, whenOver: 'WARN', changedAt: time.daysAgo(60) },
  });
  for (const [key, worked] of Object.entries(hours)) {
    if (!worked) continue;
    const [opensAt, closesAt] = worked;
    await db.store.update({ where: { id: storeIds[key as StoreKey] }, data: { opensAt, closesAt } });
  }
  await db.simCardNote.createMany({
    data: cards.flatMap(({ id, note, store }) =>
      note === undefined
        ? []
        : [
            {
              organizationId,
              simCardId: id,
              requestId: randomUUID(),
              text: note,
              authorId: 'demo',
              authorName: store === 'center' ? ADMIN : OWNER,
              createdAt: time.daysAgo(9, '10:15'),
            },
          ],
    ),
  });
}
