import type { Context } from '@/lib/access/context';
import { audit } from '@/lib/platform/audit';
import { emit } from '@/lib/platform/jobs';
import { cardName } from './labels';
import type { AutopayView, PaymentCard, PaymentCardState } from './model';
import type { KeptCard } from './payment-provider.port';

const shown = {
  id: true,
  state: true,
  brand: true,
  last4: true,
  expiryMonth: true,
  expiryYear: true,
  addedBy: true,
  createdAt: true,
  endedAt: true,
  endReason: true,
} as const;

/** A card of the organization, ended ones too. The provider's token is not part of it. */
export const findCard = (ctx: Context, id: string): Promise<PaymentCard | null> =>
  ctx.db.paymentCard.findFirst({ where: { organizationId: ctx.organizationId, id }, select: shown });

/** Cards that may be charged, the oldest first. */
export const activeCards = (ctx: Context): Promise<PaymentCard[]> =>
  ctx.db.paymentCard.findMany({
    where: { organizationId: ctx.organizationId, state: 'ACTIVE' },
    select: shown,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });

/** The provider's token of a card that may be charged, the card held against its end; null: it may not be. */
export async function lockToken(ctx: Context, cardId: string): Promise<string | null> {
  const [row] = await ctx.db.$queryRaw<{ methodId: string }[]>`
    SELECT "method_id" AS "methodId" FROM "payment_card"
    WHERE "organization_id" = ${ctx.organizationId}::uuid AND "id" = ${cardId}::uuid AND "state" = 'ACTIVE'
    FOR SHARE`;
  return row?.methodId ?? null;
}

/** Autopay of the organization, locked until the end of the transaction where it has been set before. */
export async function lockAutopay(ctx: Context): Promise<AutopayView> {
  await ctx.db.$queryRaw`
    SELECT 1 AS "one" FROM "autopay" WHERE "organization_id" = ${ctx.organizationId}::uuid FOR UPDATE`;
  return readAutopay(ctx);
}

export async function readAutopay(ctx: Context): Promise<AutopayView> {
  const row = await ctx.db.autopay.findUnique({
    where: { organizationId: ctx.organizationId },
    select: { cardId: true, offReason: true, changedAt: true, changedBy: true },
  });
  return row ?? { cardId: null, offReason: null, changedAt: null, changedBy: null };
}

/** Which card autopay charges from now on; null switches it off, `offReason` says why if no person did. */
export async function writeAutopay(
  ctx: Context,
  cardId: string | null,
  offReason: string | null = null,
): Promise<void> {
  const { organizationId } = ctx;
  const data = { cardId, offReason, changedAt: ctx.clock.now(), changedBy: ctx.actor.name };
  await ctx.db.autopay.upsert({
    where: { organizationId },
    create: { organizationId, ...data },
    update: data,
  });
}

/** Keeps the card that a person agreed to keep; the same plastic stands in the list once, with its newest token. */
export async function keepCard(ctx: Context, kept: KeptCard, addedBy: string): Promise<void> {
  const { organizationId } = ctx;
  const { id: methodId, brand, ...plastic } = kept;
  const [row] = await ctx.db.$queryRaw<{ id: string; fresh: boolean }[]>`
    INSERT INTO "payment_card" ("organization_id", "state", "method_id", "brand", "first6", "last4", "expiry_month",
      "expiry_year", "added_by", "created_at")
    VALUES (${organizationId}::uuid, 'ACTIVE', ${methodId}, ${brand}, ${plastic.first6}, ${plastic.last4},
      ${plastic.expiryMonth}, ${plastic.expiryYear}, ${addedBy}, ${ctx.clock.now()}::timestamptz)
    ON CONFLICT ("organization_id", "first6", "last4", "expiry_month", "expiry_year") WHERE "state" = 'ACTIVE'
    DO UPDATE SET "method_id" = excluded."method_id"
    RETURNING "id"::text AS id, "xmax" = 0 AS fresh`;
  if (!row?.fresh) return;
  await audit(ctx, {
    action: 'billing.cardSaved',
    objectType: 'paymentCard',
    objectId: row.id,
    objectName: cardName(kept),
    after: { card: cardName(kept) },
  });
}

/**
 * The card is not charged again, whatever comes: its token is forgotten, autopay by it is off. No other card takes
 * its place. Ended before: nothing changes. Call inside a transaction.
 */
export async function endCard(
  ctx: Context,
  cardId: string,
  end: {
    readonly state: Exclude<PaymentCardState, 'ACTIVE'>;
    readonly reason: string | null;
    /** people learn of it another way */
    readonly told: boolean;
  },
): Promise<void> {
  const { organizationId } = ctx;
  const autopay = await lockAutopay(ctx);
  const { count } = await ctx.db.paymentCard.updateMany({
    where: { organizationId, id: cardId, state: 'ACTIVE' },
    data: { state: end.state, methodId: null, endedAt: ctx.clock.now(), endReason: end.reason },
  });
  const card = await findCard(ctx, cardId);
  if (count === 0 || !card) return;
  await audit(ctx, {
    action: end.state === 'REMOVED' ? 'billing.cardRemoved' : 'billing.cardEnded',
    objectType: 'paymentCard',
    objectId: cardId,
    objectName: cardName(card),
    before: { state: 'ACTIVE' },
    after: { state: end.state, reason: end.reason },
  });
  const hadAutopay = autopay.cardId === cardId;
  if (!end.told) await emit(ctx, 'payment-card.ended', { cardId, hadAutopay });
  if (!hadAutopay) return;
  await writeAutopay(ctx, null, end.reason ?? 'card_removed');
  await auditAutopay(ctx, { from: card, to: null });
}

export async function auditAutopay(
  ctx: Context,
  change: { readonly from: PaymentCard | null; readonly to: PaymentCard | null },
): Promise<void> {
  const name = (card: PaymentCard | null) => (card ? cardName(card) : null);
  await audit(ctx, {
    action: change.to ? 'billing.autopayOn' : 'billing.autopayOff',
    objectType: 'autopay',
    objectId: ctx.organizationId,
    objectName: 'Автоплатёж',
    before: { card: name(change.from) },
    after: { card: name(change.to) },
  });
}
