import { realNow } from '@/lib/platform/clock';
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '@/lib/platform/transaction';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createCard, createChain } from '@/lib/testing/factories';
import { startSubscriptions } from './commands/start';

const database = useDatabase();
let chain: Chain;
let foreign: Chain;
let subscriptionId: string;
let transactionId: string;

beforeEach(async () => {
  chain = await createChain(database(), 100_000);
  foreign = await createChain(database(), 100_000);
  const card = await createCard(database(), chain);
  const started = await transaction(contextOf(database(), chain, 'OWNER'), (ctx) =>
    startSubscriptions(ctx, {
      planSlug: 'cash-services-card',
      period: 'M1',
      subjects: [{ simCardId: card.id, name: '…' }],
    }),
  );
  subscriptionId = (started.ok ? started.value.subscriptionIds[0] : undefined) ?? '';
  const charge = await database().subscriptionCharge.findFirstOrThrow({ where: { subscriptionId } });
  transactionId = charge.ledgerTransactionId;
});

interface Charge {
  readonly index?: number;
  readonly start?: string;
  readonly end?: string;
  readonly organizationId?: string;
  readonly subscriptionId?: string;
  readonly transactionId?: string;
}

/** The charge after the first one, 20 November to 20 December, unless told otherwise. */
const charge = (over: Charge = {}) =>
  database().$executeRaw`
    INSERT INTO "subscription_charge" ("organization_id", "subscription_id", "period_index", "period", "period_start",
      "period_end", "amount_kopecks", "ledger_transaction_id", "created_at")
    VALUES (${over.organizationId ?? chain.organizationId}::uuid, ${over.subscriptionId ?? subscriptionId}::uuid,
      ${over.index ?? 1}::int, 'M1', ${over.start ?? '2026-12-20'}::date, ${over.end ?? '2027-01-20'}::date, 19000,
      ${over.transactionId ?? transactionId}::uuid, now())`;

describe('a charge', () => {
  it('follows the one before it, and once', async () => {
    expect(await charge()).toBe(1);
    await expect(charge()).rejects.toThrow(/23505/);
  });

  it.each<[string, Charge, RegExp]>([
    ['with a gap', { start: '2026-12-21' }, /do not follow one another/],
    ['with an overlap', { start: '2026-12-19' }, /do not follow one another/],
    ['of a number too many', { index: 2 }, /do not follow one another/],
    ['that ends before it starts', { end: '2026-12-20' }, /23514/],
    ['of no subscription', { subscriptionId: randomUUID() }, /does not belong to it/],
    ['of no movement', { transactionId: randomUUID() }, /does not belong to it/],
  ])('%s is refused', async (_, over, words) => {
    await expect(charge(over)).rejects.toThrow(words);
  });

  it('of another organization is refused', async () => {
    await expect(charge({ organizationId: foreign.organizationId })).rejects.toThrow(/does not belong to it/);
  });
});

describe('an entry', () => {
  const account = async (of: Chain, kind: 'WALLET' | 'SALES') => {
    const where = { organizationId_kind: { organizationId: of.organizationId, kind } };
    return (await database().ledgerAccount.findUniqueOrThrow({ where })).id;
  };
  const movement = async (of: Chain) => {
    const data = {
      organizationId: of.organizationId,
      kind: 'TOP_UP' as const,
      businessKey: randomUUID(),
      description: 'Проба',
      occurredAt: realNow(),
      actorName: 'Тест',
    };
    return (await database().ledgerTransaction.create({ data })).id;
  };
  const entries = (of: string, accounts: [string, number][]) =>
    database().ledgerEntry.createMany({
      data: accounts.map(([accountId, amountKopecks]) => ({
        organizationId: chain.organizationId,
        transactionId: of,
        accountId,
        amountKopecks,
      })),
    });

  it('without its other half, of no movement, or of a foreign movement or account is refused', async () => {
    const [wallet, sales] = [await account(chain, 'WALLET'), await account(chain, 'SALES')];
    const own = await movement(chain);
    await expect(entries(own, [[wallet, 5]])).rejects.toThrow(/does not balance/);
    const pair: [string, number][] = [
      [wallet, -5],
      [sales, 5],
    ];
    await expect(entries(randomUUID(), pair)).rejects.toThrow(/is not there/);
    await expect(entries(await movement(foreign), pair)).rejects.toThrow(/is not there/);
    const theirs = await account(foreign, 'WALLET');
    await expect(
      entries(own, [
        [theirs, -5],
        [sales, 5],
      ]),
    ).rejects.toThrow(/is not of this organization|oreign key/);
    await entries(own, pair);
  });

  it('of one half in each of two statements is refused, also when the two add up', async () => {
    const own = await movement(chain);
    const wallet = await account(chain, 'WALLET');
    const sales = await account(chain, 'SALES');
    const halves = database().$transaction(async (tx) => {
      const half = { organizationId: chain.organizationId, transactionId: own };
      await tx.ledgerEntry.create({ data: { ...half, accountId: wallet, amountKopecks: -5 } });
      await tx.ledgerEntry.create({ data: { ...half, accountId: sales, amountKopecks: 5 } });
    });
    await expect(halves).rejects.toThrow(/does not balance/);
  });
});

it.each([
  'DELETE FROM "ledger_account"',
  'UPDATE "ledger_account" SET "organization_id" = "organization_id"',
  'DELETE FROM "subscription"',
  'UPDATE "subscription" SET "id" = uuidv7()',
  'DELETE FROM "organization"',
])('what history points at stays: %s', async (sql) => {
  await expect(database().$executeRawUnsafe(sql)).rejects.toThrow(/keep their ids and are never deleted/);
});

it('a line of the audit log belongs to an organization', async () => {
  const line = database().auditEntry.create({
    data: {
      organizationId: randomUUID(),
      at: realNow(),
      actorKind: 'JOB',
      actorName: 'Тест',
      action: 'subscriptions.renew',
      objectType: 'subscription',
      objectId: subscriptionId,
      objectName: 'Проба',
    },
  });
  await expect(line).rejects.toThrow(/there is no organization|oreign key/);
});

it('a movement belongs to an organization', async () => {
  const movement = database().ledgerTransaction.create({
    data: {
      organizationId: randomUUID(),
      kind: 'SUBSCRIPTION',
      businessKey: 'nobody',
      description: 'Проба',
      occurredAt: realNow(),
      actorName: 'Тест',
    },
  });
  await expect(movement).rejects.toThrow(/there is no organization|oreign key/);
});
