import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Context } from '@/lib/access/context';
import { type Role, roles } from '@/lib/access/permission.rule';
import { fixedClock } from '@/lib/core/clock';
import { mailServer } from '@/lib/platform/ports';
import { addressView } from '@/lib/receipts/address-queries';
import { confirmAddress } from '@/lib/receipts/commands/confirm-address';
import { resendAddressLetter } from '@/lib/receipts/commands/resend-address-letter';
import { resetReceiptSetting } from '@/lib/receipts/commands/reset-receipt-setting';
import { sendAddressLetter } from '@/lib/receipts/commands/send-address-letter';
import { setReceiptSetting } from '@/lib/receipts/commands/set-receipt-setting';
import { organizationReceiptSetting } from '@/lib/receipts/queries';
import type { SettingTargetInput } from '@/lib/receipts/schema';
import { useDatabase } from '@/lib/testing/database';
import {
  type Chain,
  contextOf,
  createChain,
  jobContextOf,
  queuedTasks,
  TEST_NOW,
} from '@/lib/testing/factories';
import { closeAll, mailProcess } from '@/sandbox/testing';

const database = useDatabase();
let chain: Chain;
/** boxes of each test are its own */
let domain: string;
let shops = 0;
let mail: Awaited<ReturnType<typeof mailProcess>>;

beforeEach(async () => {
  await database().$executeRaw`DELETE FROM graphile_worker._private_jobs`;
  await database().guessGuard.deleteMany();
  chain = await createChain(database());
  shops += 1;
  domain = `shop${String(shops)}.ru`;
});
beforeAll(async () => {
  mail = await mailProcess();
  vi.stubEnv('SMTP_URL', mail.smtpUrl);
  vi.stubEnv('SMTP_FROM', 'cheki@kassa.example');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await closeAll();
});

const at = (minutes: number) => new Date(Date.parse(TEST_NOW) + minutes * 60_000).toISOString();
const as = (role: Role, minutes = 0, of = chain): Context => contextOf(database(), of, role, at(minutes));
const organization = { scope: 'ORGANIZATION', targetId: null } as const;
const store = (of = chain) => ({ scope: 'STORE', targetId: of.storeIds[0] }) as const;
const terminal = (index: 0 | 1 | 2, of = chain) =>
  ({ scope: 'TERMINAL', targetId: of.terminalIds[index] }) as const;

async function name(address: string, target: SettingTargetInput = organization, version = 0, minutes = 0) {
  const choice = { printMode: 'BOTH', addressFrom: 'OWN', defaultEmail: address } as const;
  const result = await setReceiptSetting(as('OWNER', minutes), { ...choice, target, version });
  if (!result.ok) throw new Error(result.code);
  return result.value.version;
}

/** What the worker does with the letters that were asked for. */
async function post(minutes = 0): Promise<string[]> {
  const tasks = await queuedTasks(database());
  await database().$executeRaw`DELETE FROM graphile_worker._private_jobs`;
  const done: string[] = [];
  for (const { task, payload } of tasks) {
    if (task !== 'receipts.send-address-letter') continue;
    const input = payload as { addressId: string; letter: number };
    done.push(await sendAddressLetter(jobContextOf(database(), chain, at(minutes)), input, mailServer()));
  }
  return done;
}

async function secretsIn(address: string): Promise<string[]> {
  const letters = await mail.inbox(address);
  return letters.map(({ text }) => /confirm-address\/([\w-]+)/.exec(text)?.[1] ?? '');
}
const press = (secret: string, minutes = 1) => confirmAddress(database(), fixedClock(at(minutes)), secret);
const shown = async (minutes = 0) => {
  const ctx = as('OWNER', minutes);
  return (await addressView(ctx, await organizationReceiptSetting(ctx)))?.state;
};
const rows = (of = chain) =>
  database().receiptAddress.findMany({
    where: { organizationId: of.organizationId },
    orderBy: { address: 'asc' },
  });

describe('a change of the address', () => {
  it('asks the new owner; the old one is asked anew when it comes back; its old link is dead', async () => {
    let version = await name(`first@${domain}`);
    await post();
    const [first = ''] = await secretsIn(`first@${domain}`);
    await press(first);
    version = await name(`second@${domain}`, organization, version, 5);
    expect(await post(5)).toEqual(['ACCEPTED']);
    expect(await shown(5)).toBe('SENT');
    expect(await press(first, 6)).toMatchObject({ code: 'UNKNOWN' });
    await name(`first@${domain}`, organization, version, 10);
    expect(await post(10)).toEqual(['ACCEPTED']);
    expect(await shown(10)).toBe('SENT');
    expect(await mail.inbox(`first@${domain}`)).toHaveLength(2);
  });

  it('asks an owner once for all the settings that name the address, and keeps the consent while one does', async () => {
    await name(`cheki@${domain}`);
    await name(`cheki@${domain}`, store());
    expect(await post()).toEqual(['ACCEPTED']);
    const [secret = ''] = await secretsIn(`cheki@${domain}`);
    await press(secret);
    await resetReceiptSetting(as('OWNER', 5), { target: store(), version: 1 });
    expect(await shown(5)).toBe('CONFIRMED');
    await resetReceiptSetting(as('OWNER', 6), { target: organization, version: 1 });
    expect(await rows()).toMatchObject([{ confirmedAt: null, tokenHash: null }]);
  });

  it('to and fro does not hasten the letters', async () => {
    let version = 0;
    for (const second of [0, 10, 20, 30]) {
      version = await name('victim@mail.ru', organization, version, second / 60);
      version = await name('other@mail.ru', organization, version, second / 60);
    }
    await post(1);
    expect((await mail.inbox('victim@mail.ru')).length).toBeLessThanOrEqual(1);
    expect((await rows()).find(({ address }) => address === 'victim@mail.ru')?.letters).toBe(1);
  });

  it('two people at once name the same address: one letter', async () => {
    await Promise.all([
      name(`cheki@${domain}`, store()),
      name(`cheki@${domain}`, terminal(2)),
      name(`cheki@${domain}`, organization),
    ]);
    expect(await post()).toEqual(['ACCEPTED']);
    expect(await mail.inbox(`cheki@${domain}`)).toHaveLength(1);
  });

  it('while its owner presses: consent never lands on another address', async () => {
    const version = await name(`first@${domain}`);
    await post();
    const [secret = ''] = await secretsIn(`first@${domain}`);
    await Promise.all([press(secret), name(`second@${domain}`, organization, version, 5)]);
    expect((await rows()).map(({ address, confirmedAt }) => [address, confirmedAt])).toEqual([
      [`first@${domain}`, null],
      [`second@${domain}`, null],
    ]);
  });
});

describe('asking once more', () => {
  const again = (role: Role, target: SettingTargetInput, minutes = 0) =>
    resendAddressLetter(as(role, minutes), { target });

  it.each(roles)('%s', async (role) => {
    await name(`cheki@${domain}`);
    const may = role === 'OWNER' || role === 'ADMIN';
    const result = await again(role, terminal(0), 5);
    expect(result.ok ? 'sent' : result.code).toBe(may ? 'sent' : 'FORBIDDEN');
    const where = { organizationId: chain.organizationId, action: 'receipts.askAddress' };
    expect(await database().auditEntry.count({ where })).toBe(may ? 1 : 0);
  });

  it('is refused for what is not in scope, has no address, or has agreed', async () => {
    const foreign = await createChain(database());
    await name(`cheki@${domain}`, store());
    expect(await again('OWNER', store(foreign))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await again('OWNER', terminal(0, foreign))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await again('ADMIN', terminal(2))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await again('OWNER', organization)).toMatchObject({ code: 'NO_ADDRESS' });
    await post();
    const [secret = ''] = await secretsIn(`cheki@${domain}`);
    await press(secret);
    expect(await again('OWNER', store(), 60)).toMatchObject({ code: 'CONFIRMED' });
  });

  it('waits longer each time, and says until when', async () => {
    await name(`cheki@${domain}`);
    const sent: number[] = [];
    for (const minute of [0.5, 1, 2, 5, 6, 20, 21, 80, 82]) {
      const result = await again('OWNER', organization, minute);
      if (result.ok) sent.push(minute);
      else expect(result.code).toBe('TOO_SOON');
    }
    expect(sent).toEqual([1, 6, 21, 82]);
    const denied = await again('OWNER', organization, 83);
    expect(denied).toMatchObject({ code: 'TOO_SOON', details: { at: 'сегодня, 17:22' } });
  });

  it('two presses at once are one letter', async () => {
    await name(`cheki@${domain}`);
    const results = await Promise.all([1, 2, 3].map(() => again('OWNER', organization, 5)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await rows()).toMatchObject([{ letters: 2 }]);
  });

  it('a letter that a newer one has replaced does not go', async () => {
    await name(`cheki@${domain}`);
    const [old] = await queuedTasks(database());
    await again('OWNER', organization, 5);
    const input = old?.payload as unknown as { addressId: string; letter: number };
    expect(await sendAddressLetter(jobContextOf(database(), chain), input, mailServer())).toBe('NOT_WANTED');
    expect(await post(5)).toEqual(['ACCEPTED']);
    expect(await mail.inbox(`cheki@${domain}`)).toHaveLength(1);
  });

  it('one mailbox gets ten letters a day from all organizations together', async () => {
    const letters = await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        const other = await createChain(database());
        await setReceiptSetting(as('OWNER', 0, other), {
          printMode: 'BOTH',
          addressFrom: 'OWN',
          defaultEmail: index % 2 ? 'victim@mail.ru' : 'Victim@mail.ru',
          target: organization,
          version: 0,
        });
        return (await rows(other))[0]?.letters ?? 0;
      }),
    );
    expect(letters.filter((count) => count === 1)).toHaveLength(10);
  });
});
