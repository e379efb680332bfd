import type { Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import type { AuditRecord } from '@/lib/platform/audit';
import type { DeliveryPlace } from './model';

/** Enough for every shop of a chain; the form stays a list one can read. */
const MAX_ADDRESSES = 200;

/** Puts a place into the address book, once however often it is given; a known one becomes the latest used. */
export async function keepAddress(
  ctx: Context,
  place: DeliveryPlace,
): Promise<Result<{ readonly addressId: string; readonly added: boolean }, 'ADDRESS_BOOK_FULL'>> {
  const { organizationId } = ctx;
  const now = ctx.clock.now();
  const { recipient, phone, postalCode, city, addressLine } = place;
  const same = { organizationId, recipient, phone, postalCode, city, addressLine };
  const known = await ctx.db.deliveryAddress.findFirst({ where: same, select: { id: true } });
  if (known) {
    await ctx.db.deliveryAddress.updateMany({
      where: { organizationId, id: known.id },
      data: { usedAt: now },
    });
    return success({ addressId: known.id, added: false });
  }
  await ctx.db.$executeRaw`
    SELECT 1 FROM "organization" WHERE "id" = ${organizationId}::uuid FOR NO KEY UPDATE`;
  if ((await ctx.db.deliveryAddress.count({ where: { organizationId } })) >= MAX_ADDRESSES) {
    return refusal('ADDRESS_BOOK_FULL');
  }
  const { id } = await ctx.db.deliveryAddress.upsert({
    where: { organizationId_recipient_phone_postalCode_city_addressLine: same },
    create: { ...same, createdAt: now, usedAt: now },
    update: { usedAt: now },
    select: { id: true },
  });
  return success({ addressId: id, added: true });
}

/** A place in one line. */
export const placeText = (place: DeliveryPlace): string =>
  [place.postalCode, place.city, place.addressLine, place.recipient, place.phone].join(', ');

export const addressAudit = (action: string, id: string, place: DeliveryPlace): AuditRecord => ({
  action,
  objectType: 'address',
  objectId: id,
  objectName: `${place.recipient}, ${place.city}`,
});
