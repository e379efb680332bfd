import type { Context } from '@/lib/access/context';
import type { Clock } from '@/lib/core/clock';
import type { Db } from '@/lib/platform/db';
import { addressState, nextLetterAt, pressed } from './address-confirmation.rule';
import { addressSecretHash } from './address-secret';
import { addressRow, factsOfAddress } from './address.store';
import { failureText } from './labels';
import type { AddressView, SettingView } from './model';

/** How it stands with the owner of the address that is in force at a setting. Null: there is none. */
export async function addressView(
  ctx: Context,
  { chosen }: Pick<SettingView, 'chosen'>,
): Promise<AddressView | null> {
  const address = chosen.defaultEmail.value;
  if (address === null) return null;
  const row = await addressRow(ctx, address);
  const facts = row && factsOfAddress(row);
  const now = ctx.clock.now();
  const state = addressState(facts, now);
  const next = facts && nextLetterAt(facts);
  return {
    address,
    state,
    sentAt: facts?.sentAt ?? null,
    expiresAt: facts?.expiresAt ?? null,
    nextLetterAt: next && next > now ? next : null,
    failure:
      row && state === 'REFUSED' ? failureText({ statusCode: row.statusCode, reason: row.refusal }) : null,
  };
}

export interface AddressRequest {
  readonly organization: string;
  readonly address: string;
  readonly state: 'CONFIRM' | 'ALREADY' | 'EXPIRED';
}

/** What the link of a letter asks, for its page; looking changes nothing. Null: the link is good for nothing. */
export async function addressRequest(db: Db, clock: Clock, secret: string): Promise<AddressRequest | null> {
  const row = await db.receiptAddress.findUnique({
    where: { tokenHash: addressSecretHash(secret) },
    select: {
      address: true,
      confirmedAt: true,
      expiresAt: true,
      organization: { select: { name: true } },
    },
  });
  const state = pressed(row, clock.now());
  if (!row || state === 'UNKNOWN') return null;
  return { organization: row.organization.name, address: row.address, state };
}
