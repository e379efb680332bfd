import { type Result, refusal, success } from '@/lib/core/result';
import { productClock } from '@/lib/platform/clock';
import { db, type Db } from '@/lib/platform/db';
import { takeGuess } from '@/lib/platform/guesses';
import { schedule } from '@/lib/platform/jobs';
import { log } from '@/lib/platform/log';
import { addressGroup } from '../address.rule';
import { isCommonPassword } from '../common-passwords';
import { readLink, takeLink } from '../links';
import type { AccountCode } from '../messages';
import { hashPassword } from '../password';
import { passwordProblem } from '../password.rule';
import { auditPerson } from '../person-audit';
import type { SignUpInput } from '../schema';
import { minutesFor } from '../sign-in-guesses';
import type { Caller } from './sign-in';

const HOUR = 3_600_000;
const ofAddress = { tries: 10, perMs: HOUR };
const ofMailbox = { tries: 4, perMs: HOUR };

/**
 * Keeps what was typed and asks for a letter. Whether the address is known is found out by the job that writes it: the
 * answer and its time are the same. Nothing exists until the letter is answered. Refusals: SLOWED, and those of
 * `passwordProblem`.
 */
export async function register(input: SignUpInput, from: Caller): Promise<Result<null, AccountCode>> {
  if (!(await takeGuess(db(), from.now, `sign-up:${addressGroup(from.address)}`, ofAddress))) {
    return refusal('SLOWED', { minutes: minutesFor(ofAddress) });
  }
  const { password, email, ...rest } = input;
  const problem = passwordProblem(password, isCommonPassword, [email, input.organizationName]);
  if (problem !== null) return refusal(problem);
  const passwordHash = await hashPassword(password);
  if (!(await takeGuess(db(), from.now, `sign-up-letter:${email}`, ofMailbox))) return success(null);
  const { id } = await db().registration.create({
    data: { ...rest, email, passwordHash, createdAt: from.now },
    select: { id: true },
  });
  await schedule(db(), 'notifications.registration', { registrationId: id });
  log.info('registration asked for', { ip: from.address });
  return success(null);
}

/** Another letter for a link that came too late. Refusals: LINK_USED, LINK_UNKNOWN, SLOWED. */
export async function sendRegistrationAgain(
  { token }: { readonly token: string },
  from: Caller,
): Promise<Result<null, AccountCode>> {
  if (!(await takeGuess(db(), from.now, `sign-up:${addressGroup(from.address)}`, ofAddress))) {
    return refusal('SLOWED', { minutes: minutesFor(ofAddress) });
  }
  const link = await readLink(db(), from.now, 'REGISTRATION', token);
  if (link.registrationId === null) return refusal('LINK_UNKNOWN');
  const registration = await db().registration.findUnique({
    where: { id: link.registrationId, confirmedAt: null },
  });
  if (!registration) return refusal('LINK_USED');
  if (await takeGuess(db(), from.now, `sign-up-letter:${registration.email}`, ofMailbox)) {
    await schedule(db(), 'notifications.registration', { registrationId: registration.id });
  }
  return success(null);
}

/**
 * The address is confirmed: the organization, its owner and nothing else come to be, once. Nobody is signed in by it:
 * the password is known to whoever registered, and that need not be who reads the letter. Refusals: LINK_USED,
 * LINK_EXPIRED, LINK_UNKNOWN.
 */
export async function confirmRegistration(
  { token }: { readonly token: string },
  from: Caller,
): Promise<Result<{ email: string }, AccountCode>> {
  const link = await readLink(db(), from.now, 'REGISTRATION', token);
  if (link.state === 'EXPIRED') return refusal('LINK_EXPIRED');
  if (link.state === 'USED') return refusal('LINK_USED');
  const { registrationId } = link;
  if (registrationId === null) return refusal('LINK_UNKNOWN');
  const createdAt = (await productClock(db())).now();
  return db().$transaction(async (tx): Promise<Result<{ email: string }, AccountCode>> => {
    if (!(await takeLink(tx, from.now, link.id))) return refusal('LINK_USED');
    const [registration] = await tx.registration.updateManyAndReturn({
      where: { id: registrationId, confirmedAt: null },
      data: { confirmedAt: from.now },
    });
    if (!registration) return refusal('LINK_USED');
    const owner = await createOwner(tx, registration, createdAt);
    if (owner === null) return refusal('LINK_USED');
    await auditPerson(tx, { userId: owner, action: 'access.register', ip: from.address });
    return success({ email: registration.email });
  });
}

interface Wanted {
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly organizationName: string;
  readonly kind: 'LEGAL_ENTITY' | 'SOLE_PROPRIETOR';
  readonly inn: string;
  readonly kpp: string | null;
  readonly ogrn: string | null;
}

/**
 * The person of the address: a new one, or one who works nowhere any more, under the password of now. Null: the address
 * belongs to somebody who works in an organization.
 */
async function personOf(tx: Db, { email, name, passwordHash }: Wanted, createdAt: Date) {
  const [user] = await tx.user.createManyAndReturn({
    data: [{ email, name, passwordHash, createdAt }],
    skipDuplicates: true,
    select: { id: true },
  });
  if (user) return user;
  await tx.$queryRaw`SELECT "id" FROM "user" WHERE "email" = ${email} FOR NO KEY UPDATE`;
  const [free] = await tx.user.updateManyAndReturn({
    where: { email, memberships: { none: {} } },
    data: { name, passwordHash },
    select: { id: true },
  });
  return free ?? null;
}

/** Null: the address has become somebody's meanwhile. */
async function createOwner(tx: Db, wanted: Wanted, createdAt: Date): Promise<string | null> {
  const { organizationName, kind, inn, kpp, ogrn } = wanted;
  const user = await personOf(tx, wanted, createdAt);
  if (!user) return null;
  const organization = await tx.organization.create({
    data: { name: organizationName, kind, inn, kpp, ogrn, createdAt },
    select: { id: true },
  });
  await tx.membership.create({
    data: { organizationId: organization.id, userId: user.id, role: 'OWNER', allStores: true, createdAt },
  });
  return user.id;
}
