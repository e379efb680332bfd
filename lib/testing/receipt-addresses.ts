import { afterAll, beforeAll, beforeEach, vi } from 'vitest';
import type { Context } from '@/lib/access/context';
import type { Role } from '@/lib/access/permission.rule';
import { fixedClock } from '@/lib/core/clock';
import type { PrismaClient } from '@/lib/platform/db';
import { mailServer } from '@/lib/platform/ports';
import { addressView } from '@/lib/receipts/address-queries';
import { confirmAddress } from '@/lib/receipts/commands/confirm-address';
import { sendAddressLetter } from '@/lib/receipts/commands/send-address-letter';
import { setReceiptSetting } from '@/lib/receipts/commands/set-receipt-setting';
import { organizationReceiptSetting } from '@/lib/receipts/queries';
import type { SettingTargetInput } from '@/lib/receipts/schema';
import { closeAll, mailProcess } from '@/sandbox/testing';
import {
  type Chain,
  contextOf,
  createChain,
  jobContextOf,
  queuedTasks,
  TEST_NOW,
} from '@/lib/testing/factories';

/** A chain with a mail server of its own and boxes of each test's own, and what people and the worker do with addresses. */
export function addressStand(database: () => PrismaClient) {
  let chain: Chain;
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

  return {
    now: () => ({ chain, domain, mail }),
    at,
    as,
    organization,
    store,
    name,
    post,
    secretsIn,
    press,
    shown,
    rows,
  };
}
