import { randomUUID } from 'node:crypto';
import type { Db } from '@/lib/platform/db';
import { wakeOperators } from '@/lib/sim-cards/wake';
import type { CardStory } from './cards';
import { ADMIN, OWNER, SYSTEM } from './chain';
import type { Numbers } from './numbers';
import type { StoryTime } from './time';

const prefixes = { mts: '8970101', megafon: '8970102', beeline: '8970199' } as const;
const codes = { mts: '919', megafon: '926', beeline: '903' } as const;
const names = { mts: 'МТС', megafon: 'МегаФон', beeline: 'Билайн' } as const;

export interface MadeCard extends CardStory {
  readonly id: string;
  readonly iccid: string;
  readonly stateChangedAt: Date;
}

type State = CardStory['state'];

/** One operation of a card's life; without `to` it is still at the operator. */
interface Episode {
  readonly action: 'ACTIVATE' | 'DEACTIVATE';
  readonly from: State;
  readonly to: State | null;
  readonly endedAt: Date;
  readonly by: string;
  readonly reason?: string;
}

const TOOK_MS = 41_000;
const EARLIER_MS = 90 * 86_400_000;

function episodesOf(card: MadeCard): Episode[] {
  const by = card.store === 'center' ? ADMIN : OWNER;
  const now = card.stateChangedAt;
  const before = new Date(now.getTime() - EARLIER_MS);
  const on = (endedAt: Date): Episode => ({ action: 'ACTIVATE', from: 'READY', to: 'ACTIVE', endedAt, by });
  const off: Episode = { action: 'DEACTIVATE', from: 'ACTIVE', to: 'INACTIVE', endedAt: now, by };
  switch (card.state) {
    case 'READY':
      if (!card.refusedBecause) return [];
      return [{ ...on(now), to: 'READY', reason: card.refusedBecause }];
    case 'ACTIVATION_FAILED':
      return [];
    case 'ACTIVATING':
      return [{ ...on(now), to: null }];
    case 'ACTIVE':
      return [on(now)];
    case 'DEACTIVATING':
      return [on(before), { ...off, to: null }];
    case 'INACTIVE':
      return [on(before), off];
    case 'SUSPENDED':
      return [on(before), { ...off, to: 'SUSPENDED', by: SYSTEM, reason: 'Подписка закончилась' }];
    case 'TERMINATED':
      return [on(before), { ...off, endedAt: new Date(now.getTime() - 86_400_000) }];
  }
}

export async function createCards(
  db: Db,
  organizationId: string,
  time: StoryTime,
  numbers: Numbers,
  stories: readonly (CardStory & {
    readonly storeId: string | null;
    readonly terminalId: string | null;
    readonly orderId: string | null;
  })[],
): Promise<MadeCard[]> {
  const made = stories.map((story, position) => ({
    ...story,
    iccid: numbers.iccid(prefixes[story.operator], position + 1),
    msisdn: numbers.msisdn(codes[story.operator], position + 1),
    stateChangedAt: story.sinceDays === 0 ? time.minutesAgo(1) : time.daysAgo(story.sinceDays, '11:24'),
  }));
  const rows = await db.simCard.createManyAndReturn({
    data: made.map((card) => ({
      organizationId,
      storeId: card.storeId,
      terminalId: card.terminalId,
      orderId: card.orderId,
      operatorSlug: card.operator,
      iccid: card.iccid,
      msisdn: card.msisdn,
      label: card.label ?? null,
      state: card.state,
      ...(card.state === 'SUSPENDED' && { suspendReason: 'PAYMENT' as const, holds: ['PAYMENT' as const] }),
      stateChangedAt: card.stateChangedAt,
      lastTrafficAt: lastTraffic(card, time),
      createdAt: new Date(
        Math.min(card.stateChangedAt.getTime(), time.daysAgo(card.sinceDays + 120).getTime()),
      ),
    })),
    select: { id: true, iccid: true },
  });
  const ids = new Map(rows.map((row) => [row.iccid, row.id]));
  const cards = made.map((card) => ({ ...card, id: ids.get(card.iccid) ?? '' }));
  for (const card of cards) await writeHistory(db, organizationId, card);
  return cards;
}

function lastTraffic(card: CardStory, time: StoryTime): Date | null {
  if (card.trafficDaysAgo) return time.daysAgo(card.trafficDaysAgo, '19:40');
  if (card.state === 'ACTIVE' || card.state === 'DEACTIVATING') return time.minutesAgo(4);
  return ['INACTIVE', 'SUSPENDED', 'TERMINATED'].includes(card.state) ? time.daysAgo(card.sinceDays) : null;
}

async function writeHistory(db: Db, organizationId: string, card: MadeCard): Promise<void> {
  for (const { action, from, to, endedAt, by, reason } of episodesOf(card)) {
    const isOpen = to === null;
    const refused = to === from;
    const at = isOpen ? endedAt : new Date(endedAt.getTime() - TOOK_MS);
    const { id: operationId } = await db.simOperation.create({
      data: {
        organizationId,
        simCardId: card.id,
        requestId: randomUUID(),
        action,
        state: isOpen ? 'QUEUED' : refused ? 'FAILED' : 'COMPLETED',
        previousState: from,
        reference: isOpen ? null : randomUUID(),
        attempts: isOpen ? 0 : 1,
        reason: refused ? (reason ?? null) : null,
        actorName: by,
        createdAt: at,
        acceptedAt: isOpen ? null : new Date(at.getTime() + 1_000),
        finishedAt: isOpen ? null : endedAt,
        operatorSlug: isOpen ? card.operator : null,
        dueAt: isOpen ? at : null,
      },
      select: { id: true },
    });
    const via = action === 'ACTIVATE' ? 'ACTIVATING' : 'DEACTIVATING';
    const event = { organizationId, simCardId: card.id, operationId };
    await db.simCardEvent.create({ data: { ...event, at, fromState: from, toState: via, actorName: by } });
    if (isOpen) {
      await wakeOperators({ db }, [card.operator]);
      continue;
    }
    const outcome = { fromState: via, toState: to, actorName: names[card.operator] } as const;
    await db.simCardEvent.create({
      data: { ...event, ...outcome, at: endedAt, reason: reason ?? null, durationMs: TOOK_MS },
    });
  }
  if (card.state !== 'TERMINATED') return;
  await db.simCardEvent.create({
    data: {
      organizationId,
      simCardId: card.id,
      at: card.stateChangedAt,
      fromState: 'INACTIVE',
      toState: 'TERMINATED',
      actorName: OWNER,
      reason: 'Карта утеряна',
    },
  });
}
