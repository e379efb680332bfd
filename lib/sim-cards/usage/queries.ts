import { type Context, inStores, today } from '@/lib/access/context';
import { addDays, addMonths, fromDbDate, type LocalDate, toDbDate } from '@/lib/core/local-date';
import { counted } from '@/lib/core/text';
import { Prisma } from '@/lib/platform/db';
import type { CardMismatch } from '../card/model';
import { cardTail } from '../labels';
import type { CardWatch } from '../schema';
import { ofLimitText } from './labels';
import { type CardUsageView, type DayUsage, type LimitPolicyView, type MonthUsage, NO_POLICY } from './model';
import { effectiveLimit, MEGABYTE, monthOf, type UsageLevel } from './usage.rule';

const MONTHS = 12;
const NAMED = 3;

/** The limit of the organization's cards; none has been set: no limit. */
export async function limitPolicy(ctx: Context): Promise<LimitPolicyView> {
  const policy = await ctx.db.simCardPolicy.findUnique({
    where: { organizationId: ctx.organizationId },
    select: { dataLimitMb: true, whenOver: true },
  });
  return policy ?? NO_POLICY;
}

/**
 * Traffic of a card in scope: the days of one month, the months of a year, the limit. `month`: its first day; one that
 * is yet to come gives the current one. Null: not in scope.
 */
export async function cardUsage(
  ctx: Context,
  simCardId: string,
  month: string | null,
): Promise<CardUsageView | null> {
  const { organizationId } = ctx;
  const [card, policy] = await Promise.all([
    ctx.db.simCard.findFirst({
      where: { id: simCardId, organizationId, ...inStores(ctx) },
      select: { dataLimitMb: true, traffic: { select: { syncedAt: true, month: true, level: true } } },
    }),
    limitPolicy(ctx),
  ]);
  if (!card) return null;
  const now = today(ctx);
  const current = monthOf(now);
  const shown = month !== null && month < current ? (month as LocalDate) : current;
  const [days, months] = await Promise.all([
    daysOf(ctx, simCardId, shown, now),
    monthsOf(ctx, simCardId, addMonths(current, 1 - MONTHS)),
  ]);
  const all = months.some((each) => each.month === current)
    ? months
    : [{ month: current, bytes: 0 }, ...months];
  const { traffic } = card;
  return {
    month: shown,
    days,
    bytes: days.reduce((sum, day) => sum + day.bytes, 0),
    months: all,
    limitMb: effectiveLimit(card.dataLimitMb, policy.dataLimitMb),
    ownLimitMb: card.dataLimitMb,
    organizationLimitMb: policy.dataLimitMb,
    level: traffic?.month && fromDbDate(traffic.month) === current ? traffic.level : 'NONE',
    currentBytes: all[0]?.bytes ?? 0,
    whenOver: policy.whenOver,
    syncedAt: traffic?.syncedAt ?? null,
  };
}

/** Every day of the month up to today, those without traffic too. */
async function daysOf(
  ctx: Context,
  simCardId: string,
  month: LocalDate,
  now: LocalDate,
): Promise<DayUsage[]> {
  const end = addMonths(month, 1);
  const rows = await ctx.db.simCardUsage.findMany({
    where: {
      organizationId: ctx.organizationId,
      simCardId,
      day: { gte: toDbDate(month), lt: toDbDate(end) },
    },
    select: { day: true, bytes: true },
  });
  const known = new Map(rows.map(({ day, bytes }) => [fromDbDate(day), Number(bytes)]));
  const days: DayUsage[] = [];
  for (let day = month; day < end && day <= now; day = addDays(day, 1)) {
    days.push({ day, bytes: known.get(day) ?? 0 });
  }
  return days;
}

async function monthsOf(ctx: Context, simCardId: string, from: LocalDate): Promise<MonthUsage[]> {
  const rows = await ctx.db.$queryRaw<{ month: LocalDate; bytes: bigint }[]>`
    SELECT date_trunc('month', "day")::date::text AS month, sum("bytes")::bigint AS bytes
    FROM "sim_card_usage"
    WHERE "organization_id" = ${ctx.organizationId}::uuid AND "sim_card_id" = ${simCardId}::uuid
      AND "day" >= ${from}::date
    GROUP BY 1 ORDER BY 1 DESC`;
  return rows.map(({ month, bytes }) => ({ month, bytes: Number(bytes) }));
}

export interface CardAttention {
  readonly id: string;
  readonly tone: 'failed' | 'attention';
  readonly text: string;
  readonly href: string;
  readonly actionLabel: string;
}

interface WatchedCard {
  id: string;
  iccid: string;
  level: UsageLevel;
  bytes: bigint;
  limitMb: number | null;
  isElsewhere: boolean;
  mismatch: CardMismatch | null;
  isClosed: boolean;
  terminalName: string | null;
}

/**
 * Cards that differ from their operator, stand in another device, are over or near their limit this month; a few by
 * name, more by number.
 */
export async function oneCardAttention(ctx: Context): Promise<CardAttention[]> {
  const inScope =
    ctx.storeIds === null ? Prisma.empty : Prisma.sql`AND c."store_id" = ANY(${[...ctx.storeIds]}::uuid[])`;
  const cards = await ctx.db.$queryRaw<WatchedCard[]>`
    SELECT c."id", c."iccid", t."level", t."month_bytes" AS "bytes", t."is_elsewhere" AS "isElsewhere",
      t."mismatch", c."state" = 'TERMINATED' AS "isClosed",
      coalesce(c."data_limit_mb", p."data_limit_mb") AS "limitMb", m."name" AS "terminalName"
    FROM "sim_card_traffic" t
    JOIN "sim_card" c ON c."id" = t."sim_card_id"
    LEFT JOIN "terminal" m ON m."id" = c."terminal_id"
    LEFT JOIN "sim_card_policy" p ON p."organization_id" = c."organization_id"
    WHERE t."organization_id" = ${ctx.organizationId}::uuid ${inScope}
      AND (t."mismatch" IS NOT NULL OR c."state" <> 'TERMINATED' AND (
        t."is_elsewhere" OR t."level" <> 'NONE' AND t."month" = ${monthOf(today(ctx))}::date))
    ORDER BY c."id" DESC
    LIMIT 1000`;
  const open = cards.filter((card) => !card.isClosed);
  return [
    ...lines(
      cards.filter((card) => card.mismatch !== null),
      'MISMATCH',
      (card) =>
        card.mismatch === 'ALIVE' ? 'закрыта, но у оператора ещё не закрыта' : 'оператор не знает эту карту',
      (count) => `${cardsCount(count)} — не так, как у оператора`,
    ),
    ...lines(
      open.filter((card) => card.isElsewhere),
      'ELSEWHERE',
      (card) => `стоит в другом устройстве, а не в кассе «${card.terminalName ?? ''}»`,
      (count) => `${cardsCount(count)} — не в своих кассах`,
    ),
    ...lines(
      open.filter((card) => card.level === 'OVER'),
      'OVER',
      (card) => `трафик больше лимита, ${share(card)}`,
      (count) => `${cardsCount(count)} — трафик больше лимита`,
    ),
    ...lines(
      open.filter((card) => card.level === 'NEAR'),
      'NEAR',
      (card) => `трафик близок к лимиту, ${share(card)}`,
      (count) => `${cardsCount(count)} — трафик близок к лимиту`,
    ),
  ];
}

const cardsCount = (count: number): string => counted(count, ['смарт-карта', 'смарт-карты', 'смарт-карт']);
const share = (card: WatchedCard): string =>
  ofLimitText(Number(card.bytes), card.limitMb ?? Number(card.bytes) / MEGABYTE);

function lines(
  cards: readonly WatchedCard[],
  watch: CardWatch,
  one: (card: WatchedCard) => string,
  many: (count: number) => string,
): CardAttention[] {
  if (cards.length > NAMED) {
    const href = `/sim-cards?watch=${watch}`;
    return [
      { id: `watch:${watch}`, tone: 'attention', text: many(cards.length), href, actionLabel: 'Показать' },
    ];
  }
  return cards.map((card) => ({
    id: `${watch}:${card.id}`,
    tone: 'attention',
    text: `Смарт-карта ${cardTail(card.iccid)}: ${one(card)}`,
    href: `/sim-cards/${card.id}`,
    actionLabel: 'Показать',
  }));
}
