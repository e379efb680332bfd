import { randomBytes } from 'node:crypto';
import type { Context } from '@/lib/access/context';
import { enqueue } from '@/lib/platform/jobs';
import { takeGuess } from '@/lib/platform/guesses';
import { type AddressFacts, linkExpiry, needsLetter } from './address-confirmation.rule';
import { addressSecret, addressSecretHash } from './address-secret';
import { SEND_ADDRESS_LETTER } from './delivery/tasks';
import { asciiAddress } from './email-address.rule';
import type { OwnSetting } from './model';

const DAY = 24 * 60 * 60_000;
/** Letters that ask, in a day: of one organization, and to one mailbox from all of them. */
const allowances = { ofOrganization: { tries: 50, perMs: DAY }, toMailbox: { tries: 10, perMs: DAY } };

const fields = {
  id: true,
  address: true,
  tokenHash: true,
  letters: true,
  askedAt: true,
  expiresAt: true,
  sentAt: true,
  statusCode: true,
  refusal: true,
  confirmedAt: true,
} as const;

interface AddressRow extends Omit<AddressFacts, 'isAsked'> {
  readonly id: string;
  readonly address: string;
  readonly tokenHash: string | null;
  readonly statusCode: string | null;
}

export const factsOfAddress = (row: AddressRow): AddressFacts => ({
  ...row,
  isAsked: row.tokenHash !== null,
});

/** Changes of receipt settings and of their addresses follow one another in an organization. */
export async function lockSettings(ctx: Context): Promise<void> {
  await ctx.db.$executeRaw`
    SELECT pg_advisory_xact_lock(hashtextextended(${`receipt-settings:${ctx.organizationId}`}, 0))`;
}

/** Addresses whose owners have agreed, of these; in ASCII form. */
export async function confirmedAmong(
  ctx: Context,
  addresses: readonly string[],
): Promise<ReadonlySet<string>> {
  if (addresses.length === 0) return new Set();
  const rows = await ctx.db.receiptAddress.findMany({
    where: {
      organizationId: ctx.organizationId,
      address: { in: [...new Set(addresses)] },
      confirmedAt: { not: null },
    },
    select: { address: true },
  });
  return new Set(rows.map(({ address }) => address));
}

/** What is known of an address, typed as it may be. Null: nobody has named it yet. */
export async function addressRow(ctx: Context, typed: string): Promise<AddressRow | null> {
  return ctx.db.receiptAddress.findUnique({
    where: { organizationId_address: { organizationId: ctx.organizationId, address: asciiAddress(typed) } },
    select: fields,
  });
}

/** However its name is capitalized. */
const hashed = (address: string) => addressSecretHash(`mailbox:${address.toLowerCase()}`).slice(0, 32);

/** Both allowances have a letter left. */
async function mayWrite(ctx: Context, address: string): Promise<boolean> {
  const now = ctx.clock.now();
  const own = `address-letters:${ctx.organizationId}`;
  return (
    (await takeGuess(ctx.db, now, own, allowances.ofOrganization)) &&
    (await takeGuess(ctx.db, now, `address-letters-to:${hashed(address)}`, allowances.toMailbox))
  );
}

/**
 * One more letter to the owner of an address, with a new secret: the link of the letter before ends. False: too many
 * letters today. Call under `lockSettings`.
 */
export async function writeToOwner(ctx: Context, { id, address, letters }: AddressRow): Promise<boolean> {
  if (!(await mayWrite(ctx, address))) return false;
  const now = ctx.clock.now();
  const letter = letters + 1;
  await ctx.db.receiptAddress.update({
    where: { organizationId_id: { organizationId: ctx.organizationId, id } },
    data: {
      letters: letter,
      tokenHash: addressSecretHash(addressSecret(id, letter)),
      mailToken: randomBytes(16).toString('hex'),
      askedAt: now,
      expiresAt: linkExpiry(now),
      attempts: 0,
      sentAt: null,
      statusCode: null,
      refusal: null,
    },
  });
  await enqueue(ctx, SEND_ADDRESS_LETTER, { addressId: id, letter }, { key: `${SEND_ADDRESS_LETTER}:${id}` });
  return true;
}

/** The row of an address, made when it is named for the first time. Call under `lockSettings`. */
export async function knownAddress(ctx: Context, typed: string): Promise<AddressRow> {
  const { organizationId } = ctx;
  const address = asciiAddress(typed);
  return ctx.db.receiptAddress.upsert({
    where: { organizationId_address: { organizationId, address } },
    create: { organizationId, address },
    update: {},
    select: fields,
  });
}

const addressesIn = (owns: readonly OwnSetting[]): string[] =>
  owns.flatMap(({ defaultEmail }) => (defaultEmail ? [asciiAddress(defaultEmail)] : []));

/**
 * After settings were written: owners of addresses that came are asked, and an address that no setting names any more
 * is forgotten, with its links: who names it again asks anew. Call under `lockSettings`.
 */
export async function addressesChanged(
  ctx: Context,
  before: readonly OwnSetting[],
  after: readonly OwnSetting[],
): Promise<void> {
  const { organizationId } = ctx;
  const now = ctx.clock.now();
  const [gone, come] = [addressesIn(before), addressesIn(after)];
  for (const address of new Set(come.filter((each) => !gone.includes(each)))) {
    const row = await knownAddress(ctx, address);
    if (needsLetter(factsOfAddress(row), now)) await writeToOwner(ctx, row);
  }
  const left = gone.filter((each) => !come.includes(each));
  if (left.length === 0) return;
  await ctx.db.$executeRaw`
    UPDATE "receipt_address" a SET "confirmed_at" = NULL, "token_hash" = NULL, "mail_token" = NULL
    WHERE a."organization_id" = ${organizationId}::uuid AND a."address" = ANY(${left}::text[])
      AND NOT EXISTS (SELECT 1 FROM "receipt_setting" s
        WHERE s."organization_id" = a."organization_id" AND s."default_email" = a."address")`;
}
