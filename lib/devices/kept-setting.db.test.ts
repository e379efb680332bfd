import { randomBytes } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { buyKit } from '@/lib/installations/commands/buy-kit';
import { installModules } from '@/lib/installations/commands/install';
import { reportApplied } from '@/lib/installations/commands/report-applied';
import { realNow } from '@/lib/platform/clock';
import { setReceiptSetting } from '@/lib/receipts/commands/set-receipt-setting';
import { tokenHash } from '@/lib/terminals/pairing-secret';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain } from '@/lib/testing/factories';
import { agreed } from '@/lib/testing/receipts';
import { configOf } from './config';
import { deviceHeard, deviceOf } from './device';

const database = useDatabase();
let chain: Chain;
let headers: Headers;

beforeEach(async () => {
  chain = await createChain(database(), 1_000_000);
  const [id] = chain.terminalIds;
  const token = randomBytes(32).toString('base64url');
  await database().terminal.update({ where: { id }, data: { deviceTokenHash: tokenHash(token) } });
  headers = new Headers({ authorization: `Bearer ${token}` });
});

async function device() {
  const found = await deviceOf(headers);
  if (!found) throw new Error('no such token');
  return found;
}

/** What `GET /config` answers about receipts. */
async function told() {
  const { json } = await configOf(await device());
  const { receipts } = JSON.parse(json) as {
    receipts: { printMode: string; defaultEmailApplies: boolean; defaultEmail: string; reasons: string[] };
  };
  expect(receipts.defaultEmail).toBe('chek@xn--80a1acny.xn--p1ai');
  return [receipts.printMode, receipts.defaultEmailApplies, receipts.reasons];
}

const heartbeat = (posVersion: string, ofdMode: 'ONLINE' | 'AUTONOMOUS' = 'ONLINE') =>
  deviceHeard(headers, { posVersion, ofdMode, paper: 'OK', pendingReceipts: 0 });

it('what was chosen is kept while it cannot apply and applies by itself when it can', async () => {
  const owner = contextOf(database(), chain, 'OWNER');
  const [terminalId] = chain.terminalIds;
  await setReceiptSetting(owner, {
    printMode: 'ELECTRONIC_ONLY',
    addressFrom: 'OWN',
    defaultEmail: 'chek@почта.рф',
    target: { scope: 'STORE', targetId: chain.storeIds[0] },
    version: 0,
  });
  await agreed(database(), chain, 'chek@xn--80a1acny.xn--p1ai');
  const setting = () =>
    database().receiptSetting.findMany({ where: { organizationId: chain.organizationId } });
  const chosen = await setting();
  expect(await told()).toEqual(['PAPER_ONLY', false, ['MODULE_NOT_WORKING']]);

  await buyKit(owner, { terminalId, kitSlug: 'smart-terminal-plus', period: 'M1', expectedTotal: 99_000 });
  await installModules(owner, { terminalIds: [terminalId], moduleSlugs: ['email-receipts'], complete: true });
  expect(await told()).toEqual(['PAPER_ONLY', false, ['MODULE_NOT_WORKING']]);
  await reportApplied((await device()).ctx, terminalId, {
    etag: '',
    modules: ['law-updates', 'email-receipts'].map((slug) => ({ slug, state: 'INSTALLED' })),
  });
  expect(await told()).toEqual(['ELECTRONIC_ONLY', true, []]);

  await heartbeat('8.4.1');
  expect(await told()).toEqual(['ELECTRONIC_ONLY', false, ['POS_VERSION_TOO_OLD']]);
  await heartbeat('8.10.0');
  expect(await told()).toEqual(['ELECTRONIC_ONLY', true, []]);

  await heartbeat('8.10.0', 'AUTONOMOUS');
  expect(await told()).toEqual(['PAPER_ONLY', false, ['AUTONOMOUS']]);
  await heartbeat('8.10.0');
  expect(await told()).toEqual(['ELECTRONIC_ONLY', true, []]);

  const paid = { terminalId };
  await database().subscription.updateMany({ where: paid, data: { state: 'EXPIRED', endedAt: realNow() } });
  expect(await told()).toEqual(['PAPER_ONLY', false, ['MODULE_NOT_WORKING']]);
  await database().subscription.updateMany({ where: paid, data: { state: 'ACTIVE', endedAt: null } });
  expect(await told()).toEqual(['ELECTRONIC_ONLY', true, []]);
  expect(await setting()).toEqual(chosen);
});

it('an address applies at the request after its owner has agreed', async () => {
  await setReceiptSetting(contextOf(database(), chain, 'OWNER'), {
    printMode: 'BOTH',
    addressFrom: 'OWN',
    defaultEmail: 'chek@почта.рф',
    target: { scope: 'ORGANIZATION', targetId: null },
    version: 0,
  });
  expect(await told()).toEqual(['PAPER_ONLY', false, ['MODULE_NOT_WORKING', 'ADDRESS_NOT_CONFIRMED']]);
  await agreed(database(), chain, 'chek@xn--80a1acny.xn--p1ai');
  expect(await told()).toEqual(['PAPER_ONLY', false, ['MODULE_NOT_WORKING']]);
});
