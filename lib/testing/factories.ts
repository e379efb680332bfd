import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { Context } from '@/lib/access/context';
import type { Role } from '@/lib/access/permission.rule';
import { fixedClock } from '@/lib/core/clock';
import type { PrismaClient } from '@/lib/platform/db';

export const TEST_NOW = '2026-11-20T09:00:00.000Z';

/** Luhn check digit appended to `body`. */
export function withCheckDigit(body: string): string {
  let sum = 0;
  for (let i = body.length - 1, double = true; i >= 0; i -= 1, double = !double) {
    const digit = Number(body[i]) * (double ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return body + String((10 - (sum % 10)) % 10);
}

const digits = (count: number) => Array.from({ length: count }, () => String(randomInt(10))).join('');

export const anIccid = (prefix = '8970101'): string => withCheckDigit(prefix + digits(18 - prefix.length));

export interface Chain {
  readonly organizationId: string;
  /** two stores: «Центр» (Moscow), «Камчатка» */
  readonly storeIds: readonly [string, string];
  /** two terminals in the first store, one in the second; POS 8.4.2, 6.42.7, 8.10.0 */
  readonly terminalIds: readonly [string, string, string];
  readonly userIds: Readonly<Record<Role, string>>;
}

/** An organization with two stores, three terminals and one person of each role; ADMIN and CASHIER see the first store only. */
export async function createChain(db: PrismaClient, walletKopecks = 0): Promise<Chain> {
  const createdAt = new Date(TEST_NOW);
  const organization = await db.organization.create({
    data: { name: 'ООО «Проба»', kind: 'LEGAL_ENTITY', inn: '7707083893', createdAt },
  });
  const organizationId = organization.id;
  const store = (name: string, timeZone: string) =>
    db.store.create({
      data: { organizationId, name, address: 'Москва, Тверская, 1', timeZone, createdAt },
      select: { id: true },
    });
  const first = await store('Центр', 'Europe/Moscow');
  const second = await store('Камчатка', 'Asia/Kamchatka');
  const terminal = (storeId: string, name: string, posVersion: string) =>
    db.terminal.create({
      data: {
        organizationId,
        storeId,
        name,
        model: '7.3',
        serialNumber: `003${digits(11)}`,
        posVersion,
        lastSeenAt: createdAt,
        deviceTokenHash: randomBytes(32).toString('hex'),
        createdAt,
      },
      select: { id: true },
    });
  const terminals = [
    await terminal(first.id, 'Прилавок 1', '8.4.2'),
    await terminal(first.id, 'Прилавок 2', '6.42.7'),
    await terminal(second.id, 'Касса у входа', '8.10.0'),
  ] as const;
  const userIds: Partial<Record<Role, string>> = {};
  for (const role of ['OWNER', 'ADMIN', 'ACCOUNTANT', 'CASHIER'] as const) {
    const limited = role === 'ADMIN' || role === 'CASHIER';
    const user = await db.user.create({
      data: { email: `${randomUUID()}@kassa.test`, name: `Тест ${role}`, passwordHash: '-', createdAt },
    });
    const membership = await db.membership.create({
      data: { organizationId, userId: user.id, role, allStores: !limited, createdAt },
    });
    if (limited) {
      await db.membershipStore.create({
        data: { organizationId, membershipId: membership.id, storeId: first.id },
      });
    }
    userIds[role] = user.id;
  }
  const chain: Chain = {
    organizationId,
    storeIds: [first.id, second.id],
    terminalIds: [terminals[0].id, terminals[1].id, terminals[2].id],
    userIds: userIds as Record<Role, string>,
  };
  if (walletKopecks > 0) await fillWallet(db, organizationId, walletKopecks);
  return chain;
}

/** Puts money on the account the way a top-up does. */
export async function fillWallet(db: PrismaClient, organizationId: string, amount: number): Promise<void> {
  await db.$transaction(async (tx) => {
    const account = (kind: 'WALLET' | 'PAYMENTS') =>
      tx.ledgerAccount.upsert({
        where: { organizationId_kind: { organizationId, kind } },
        create: { organizationId, kind },
        update: {},
      });
    const wallet = await account('WALLET');
    const payments = await account('PAYMENTS');
    const transaction = await tx.ledgerTransaction.create({
      data: {
        organizationId,
        kind: 'TOP_UP',
        businessKey: `test:${randomUUID()}`,
        description: 'Пополнение',
        occurredAt: new Date(TEST_NOW),
        actorName: 'Тест',
      },
    });
    await tx.ledgerEntry.createMany({
      data: [
        { organizationId, transactionId: transaction.id, accountId: wallet.id, amountKopecks: amount },
        { organizationId, transactionId: transaction.id, accountId: payments.id, amountKopecks: -amount },
      ],
    });
  });
}

/** Context of a person of the chain; ADMIN and CASHIER are limited to the first store. */
export function contextOf(db: PrismaClient, chain: Chain, role: Role, now = TEST_NOW): Context {
  const limited = role === 'ADMIN' || role === 'CASHIER';
  return {
    actor: { kind: 'USER', id: chain.userIds[role], name: `Тест ${role}`, role },
    organizationId: chain.organizationId,
    timeZone: 'Europe/Moscow',
    storeIds: limited ? [chain.storeIds[0]] : null,
    db,
    clock: fixedClock(now),
    ip: '127.0.0.1',
  };
}

export const jobContextOf = (db: PrismaClient, chain: Chain, now = TEST_NOW): Context => ({
  ...contextOf(db, chain, 'OWNER', now),
  actor: { kind: 'JOB', id: 'worker', name: 'Кабинет' },
});

/** A card of the chain, bound to its first terminal unless told otherwise. */
export async function createCard(
  db: PrismaClient,
  chain: Chain,
  data: { state?: 'READY' | 'ACTIVE' | 'INACTIVE'; operatorSlug?: string; terminalId?: string | null } = {},
): Promise<{ id: string; iccid: string }> {
  const terminalId = data.terminalId === undefined ? chain.terminalIds[0] : data.terminalId;
  const inSecond = terminalId === chain.terminalIds[2];
  return db.simCard.create({
    data: {
      organizationId: chain.organizationId,
      storeId: terminalId === null ? null : chain.storeIds[inSecond ? 1 : 0],
      terminalId,
      operatorSlug: data.operatorSlug ?? 'mts',
      iccid: anIccid(),
      state: data.state ?? 'READY',
      stateChangedAt: new Date(TEST_NOW),
      createdAt: new Date(TEST_NOW),
    },
    select: { id: true, iccid: true },
  });
}

/** «Кассовые сервисы» in the cabinet of the chain, as after the installation. */
export async function installCabinetModule(
  db: PrismaClient,
  chain: Chain,
  moduleSlug = 'cash-services',
): Promise<void> {
  await db.installation.create({
    data: {
      organizationId: chain.organizationId,
      moduleSlug,
      state: 'INSTALLED',
      requestedAt: new Date(TEST_NOW),
      appliedAt: new Date(TEST_NOW),
    },
  });
}

/** Tasks waiting for the worker, oldest first. */
export async function queuedTasks(
  db: PrismaClient,
): Promise<{ task: string; payload: Record<string, unknown> }[]> {
  return db.$queryRaw`
    SELECT t.identifier AS task, j.payload
    FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    ORDER BY j.id`;
}

/** A kept card, as a top-up would have left it. @returns its id */
export async function createPaymentCard(db: PrismaClient, organizationId: string): Promise<string> {
  const card = await db.paymentCard.create({
    data: {
      organizationId,
      state: 'ACTIVE',
      methodId: 'kept',
      brand: 'Mir',
      first6: '220000',
      last4: '1111',
      expiryMonth: 12,
      expiryYear: 2030,
      addedBy: 'Тест',
      createdAt: new Date(TEST_NOW),
    },
  });
  return card.id;
}

/** The same with autopay on. @returns the card's id */
export async function createAutopay(db: PrismaClient, organizationId: string): Promise<string> {
  const cardId = await createPaymentCard(db, organizationId);
  await db.autopay.create({
    data: { organizationId, cardId, changedAt: new Date(TEST_NOW), changedBy: 'Тест' },
  });
  return cardId;
}
