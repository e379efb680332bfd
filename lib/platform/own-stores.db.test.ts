import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import { startSubscriptions } from '@/lib/subscriptions/commands/start';
import { useDatabase } from '@/lib/testing/database';
import {
  type Chain,
  contextOf,
  createCard,
  createChain,
  installCabinetModule,
} from '@/lib/testing/factories';
import { orderedCards, cartLine } from '@/lib/testing/card-orders';
import { aReceipt, reported } from '@/lib/testing/receipts';
import { drafted } from '@/lib/testing/sim-bulk';
import { createPairingCode } from '@/lib/terminals/commands/create-pairing-code';
import { audit } from './audit';
import { type Asked, askedOf, reads, reasonsNotToAsk } from '@/lib/testing/own-stores';
import { transaction } from './transaction';

const database = useDatabase();
const CANARY = 'Канарейка';
let chain: Chain;
let missing: Asked;
let own: Asked;
let foreign: Asked;
let before: Map<string, string>;

const admin = () => contextOf(database(), chain, 'ADMIN');
const owner = () => contextOf(database(), chain, 'OWNER');

/** Everything a store of the chain can have, with the same name on all of it. */
async function furnish(place: 0 | 1, mark: string): Promise<Asked> {
  const db = database();
  const { organizationId } = chain;
  const storeId = chain.storeIds[place];
  const terminalId = chain.terminalIds[place === 0 ? 0 : 2];
  const at = new Date('2026-11-20T09:00:00Z');
  const long = new Date('2026-10-01T09:00:00Z');
  await db.store.update({ where: { id: storeId }, data: { name: mark, address: `${mark}, 1` } });
  await db.terminal.update({
    where: { id: terminalId },
    data: { name: mark, posVersion: '8.4.1', lastSeenAt: long, kktRegNumber: mark, imei: mark },
  });
  const card = await createCard(db, chain, { terminalId, state: 'ACTIVE' });
  const failed = await createCard(db, chain, { terminalId, state: 'READY' });
  await db.simCard.update({ where: { id: card.id }, data: { label: mark } });
  await db.simCard.update({ where: { id: failed.id }, data: { label: mark, state: 'ACTIVATION_FAILED' } });
  await db.simCardNote.create({
    data: {
      organizationId,
      simCardId: card.id,
      requestId: randomUUID(),
      text: mark,
      authorId: chain.userIds.OWNER,
      authorName: mark,
      createdAt: at,
    },
  });
  const charged = await transaction(owner(), (ctx) =>
    startSubscriptions(ctx, {
      planSlug: 'cash-services-card',
      period: 'M1',
      subjects: [{ simCardId: card.id, name: mark }],
    }),
  );
  if (!charged.ok) throw new Error(charged.code);
  const kit = await transaction(owner(), (ctx) =>
    startSubscriptions(ctx, {
      planSlug: 'smart-terminal-plus-terminal',
      period: 'M1',
      subjects: [{ terminalId, name: mark }],
    }),
  );
  if (!kit.ok) throw new Error(kit.code);
  await db.subscription.updateMany({ where: { terminalId }, data: { state: 'PAST_DUE' } });
  await db.installation.create({
    data: {
      organizationId,
      moduleSlug: 'email-receipts',
      terminalId,
      state: 'FAILED',
      requestedAt: at,
      error: mark,
    },
  });
  for (const target of [
    { scope: 'STORE' as const, storeId },
    { scope: 'TERMINAL' as const, terminalId },
  ]) {
    const rest = { printMode: 'ELECTRONIC_ONLY' as const, defaultEmail: `${mark}@mail.ru`, updatedBy: mark };
    await db.receiptSetting.create({ data: { organizationId, ...target, ...rest, updatedAt: at } });
  }
  const [receipt] = await reported(db, chain, [aReceipt({ buyerContact: 'buyer@mail.ru' })]);
  const { id: receiptId } = await db.receipt.findFirstOrThrow({
    where: { organizationId, documentNumber: receipt?.documentNumber ?? 0 },
  });
  await db.receipt.update({
    where: { id: receiptId },
    data: { terminalId, buyerContact: `${mark}@mail.ru`, status: 'BOUNCED' },
  });
  await db.receiptLetter.updateMany({
    where: { receiptId },
    data: { recipient: `${mark}@mail.ru`, state: 'BOUNCED', reason: mark },
  });
  const orderId = await orderedCards(db, chain, {
    lines: [cartLine(chain, { storeId, quantity: 3 })],
    recipient: mark,
  });
  const bulkId = await drafted(owner(), [card.iccid, failed.iccid], 'DEACTIVATE');
  const pairing = await createPairingCode(owner(), { requestId: randomUUID(), storeId, name: mark });
  if (!pairing.ok) throw new Error(pairing.code);
  const about = { objectType: 'simCard', objectId: card.id, objectName: mark, storeId };
  await audit(owner(), { action: 'simCards.label', ...about, after: { label: mark } });
  const subscription = await db.subscription.findFirstOrThrow({ where: { simCardId: card.id } });
  return {
    storeId,
    terminalId,
    cardId: card.id,
    subscriptionId: subscription.id,
    receiptId,
    orderId,
    bulkId,
    pairingId: pairing.value.pairingId,
  };
}

const plain = (value: unknown): string =>
  JSON.stringify({ value }, (_, each: unknown) =>
    each instanceof Map || each instanceof Set ? [...(each as Iterable<unknown>)] : each,
  );

const idsOf = (asked: Asked): string[] => Object.values({ ...asked });

async function answers(ctx: Context, asked: Asked): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const [name, { read }] of Object.entries(reads)) found.set(name, plain(await read(ctx, asked)));
  return found;
}

beforeAll(async () => {
  chain = await createChain(database(), 100_000_000);
  await installCabinetModule(database(), chain);
  missing = askedOf(() => randomUUID());
  own = await furnish(0, 'Свой');
  before = await answers(admin(), missing);
  foreign = await furnish(1, CANARY);
});

const READ_FILES = /(^|[/-])(queries|file|files|forecast|outlook|spending|attention|offers|history)\.ts$/;
const READ = /^export (?:(?:async )?function (\w+)\(|const (\w+) = (?:async )?\()\s*ctx: Context/gm;

it('every read of every domain is asked here, or says why not', () => {
  const lib = path.resolve(import.meta.dirname, '..');
  const found: string[] = [];
  for (const name of readdirSync(lib, { recursive: true })) {
    const file = String(name).replaceAll(path.sep, '/');
    if (!READ_FILES.test(file) || /^(platform|testing|adapters|core)\//.test(file)) continue;
    const text = readFileSync(path.join(lib, file), 'utf8');
    for (const [, fn, arrow] of text.matchAll(READ)) found.push(`${file}#${fn ?? arrow ?? ''}`);
  }
  expect(found.length).toBeGreaterThan(70);
  expect([...Object.keys(reads), ...Object.keys(reasonsNotToAsk)].sort()).toEqual(found.sort());
});

it.each(Object.keys(reads))('%s: nothing of another store', async (name) => {
  const row = reads[name];
  if (!row) throw new Error(name);
  const listed = plain(await row.read(admin(), missing));
  const asked = plain(await row.read(admin(), foreign));
  if (!row.ofOrganization) expect(listed, 'what the other store has changes nothing').toBe(before.get(name));
  expect(asked, 'foreign is as good as missing').toBe(listed);
  for (const text of [CANARY, ...idsOf(foreign)]) {
    expect(listed).not.toContain(text);
    expect(asked).not.toContain(text);
  }
});

it('the owner finds it: the canary sings', async () => {
  const all = await answers(owner(), foreign);
  const silent = [...all].filter(
    ([, text]) => !text.includes(CANARY) && !idsOf(foreign).some((id) => text.includes(id)),
  );
  expect(all.size - silent.length).toBeGreaterThan(35);
});

it('a terminal that is moved away takes everything with it; what was done before stays in the journal', async () => {
  const db = database();
  const { terminalId, cardId, subscriptionId, receiptId } = own;
  const ids = [terminalId, cardId, subscriptionId, receiptId];
  const about = /terminal|sim-cards\/(card|queries|usage)|subscriptions|receipts|installations/i;
  const names = Object.keys(reads).filter((name) => about.test(name));
  const telling = async () => {
    const all = await answers(admin(), own);
    return names.filter((name) => ids.some((id) => all.get(name)?.includes(id)));
  };
  expect((await telling()).length).toBeGreaterThan(12);
  const [, storeId] = chain.storeIds;
  await db.terminal.update({ where: { id: terminalId }, data: { storeId } });
  await db.simCard.updateMany({ where: { terminalId }, data: { storeId } });
  expect(await telling()).toEqual([]);
  expect(plain(await reads['access/journal/queries.ts#listAudit']?.read(admin(), own))).toContain(cardId);
});
