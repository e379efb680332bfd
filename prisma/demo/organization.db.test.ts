import { describe, expect, it } from 'vitest';
import { periodMonths } from '@/lib/catalog/model';
import { fromDbDate, localDateAt } from '@/lib/core/local-date';
import { realNow } from '@/lib/platform/clock';
import type { PrismaClient } from '@/lib/platform/db';
import { periodBounds } from '@/lib/subscriptions/period.rule';
import { useDatabase } from '@/lib/testing/database';
import { queuedTasks } from '@/lib/testing/factories';
import { createDemoOrganization } from './organization';
import { createSecondOrganization } from './second';

const database = useDatabase();

const countBy = <T>(rows: readonly T[], keyOf: (row: T) => string) => {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[keyOf(row)] = (counts[keyOf(row)] ?? 0) + 1;
  return counts;
};

async function setToday(db: PrismaClient, iso: string): Promise<void> {
  const offsetMs = BigInt(new Date(iso).getTime() - realNow().getTime());
  await db.sandboxClock.update({ where: { id: 1 }, data: { offsetMs } });
}

describe('the demo organization', () => {
  // Ends of months, a leap day, a year's turn, just after midnight in Moscow.
  const days = [
    '2026-11-20T09:00:00Z',
    '2027-01-31T20:30:00Z',
    '2027-03-01T09:00:00Z',
    '2028-02-29T21:10:00Z',
    '2027-08-31T12:00:00Z',
    '2026-12-31T20:59:00Z',
    '2027-05-30T06:00:00Z',
  ];

  it.each(days.map((day, index) => [day, `t${index}`] as const))(
    'tells its story on %s',
    async (day, suffix) => {
      const db = database();
      await setToday(db, day);
      const { organizationId } = await createDemoOrganization(db, { suffix });
      const where = { where: { organizationId } };
      const today = localDateAt(new Date(day), 'Europe/Moscow');

      expect(await db.store.count(where)).toBe(4);
      expect(new Set((await db.store.findMany(where)).map((store) => store.timeZone)).size).toBe(3);

      const terminals = await db.terminal.findMany(where);
      expect(terminals).toHaveLength(14);
      expect(new Set(terminals.map((terminal) => terminal.posVersion))).toEqual(
        new Set(['6.42.7', '6.42.10', '8.4.1', '8.4.2', '8.10.0']),
      );
      expect(terminals.filter((terminal) => terminal.ofdMode === 'AUTONOMOUS')).toHaveLength(1);
      const silent = terminals.filter(
        (terminal) => (terminal.lastSeenAt?.getTime() ?? 0) < new Date(day).getTime() - 25 * 86_400_000,
      );
      expect(silent.map((terminal) => terminal.name)).toEqual(['Прилавок 2']);

      const cards = await db.simCard.findMany(where);
      expect(countBy(cards, (card) => card.state)).toEqual({
        ACTIVE: 8,
        READY: 3,
        INACTIVE: 2,
        ACTIVATING: 1,
        DEACTIVATING: 1,
        ACTIVATION_FAILED: 1,
        SUSPENDED: 1,
        TERMINATED: 1,
      });
      expect(new Set(cards.map((card) => card.operatorSlug))).toEqual(new Set(['mts', 'megafon', 'beeline']));
      for (const { iccid } of cards) expect(iccid).toMatch(/^\d{19}$/);
      const open = await db.simOperation.findMany({ where: { organizationId, state: 'QUEUED' } });
      expect(open.map((operation) => operation.action).sort()).toEqual(['ACTIVATE', 'DEACTIVATE']);
      const jobs = (await queuedTasks(db)).filter(
        (each) => each.payload['organizationId'] === organizationId,
      );
      expect(jobs.map((each) => each.task).sort()).toEqual(['card-orders.fulfil']);
      expect((await queuedTasks(db)).map((each) => each.task)).toContain('sim-cards.dispatch');
      for (const operation of open) expect(operation.dueAt).not.toBeNull();

      const orders = await db.cardOrder.findMany({ ...where, orderBy: { number: 'asc' } });
      expect(orders.map((order) => `${order.state}/${order.paymentState}`)).toEqual([
        'DELIVERED/PAID',
        'DELIVERED/PAID',
        'CANCELLED/REFUNDED',
        'SHIPPED/PAID',
        'AWAITING_PAYMENT/UNPAID',
      ]);

      const subscriptions = await db.subscription.findMany({ ...where, include: { charges: true } });
      expect(new Set(subscriptions.map((each) => each.period))).toEqual(new Set(['M1', 'M3', 'M12']));
      const pastDue = subscriptions.filter((each) => each.state === 'PAST_DUE');
      expect(pastDue).toHaveLength(1);
      expect(pastDue[0]?.triedOn && fromDbDate(pastDue[0].triedOn)).toBe(today);
      for (const each of subscriptions) {
        const anchor = fromDbDate(each.anchorDate);
        expect(each.charges).toHaveLength(each.periodIndex + 1);
        for (const charge of each.charges) {
          const months = periodMonths[charge.period];
          expect(periodBounds(anchor, months * charge.periodIndex, months)).toEqual({
            start: fromDbDate(charge.periodStart),
            end: fromDbDate(charge.periodEnd),
          });
        }
        if (each.state === 'ACTIVE') expect(fromDbDate(each.periodEnd) > today).toBe(true);
        else expect(fromDbDate(each.periodEnd) <= today).toBe(true);
      }

      const entries = await db.ledgerEntry.findMany({
        where: { organizationId, account: { kind: 'WALLET' } },
        include: { transaction: true },
      });
      entries.sort((a, b) => a.transaction.occurredAt.getTime() - b.transaction.occurredAt.getTime());
      let balance = 0n;
      for (const entry of entries) {
        balance += entry.amountKopecks;
        expect(balance).toBeGreaterThanOrEqual(0n);
        expect(entry.transaction.occurredAt.getTime()).toBeLessThanOrEqual(new Date(day).getTime() + 60_000);
      }
      expect(balance).toBe(1_044_000n);
      const accounts = await db.ledgerAccount.findMany(where);
      expect(accounts.reduce((sum, account) => sum + account.balanceKopecks, 0n)).toBe(0n);
      expect(accounts.find((account) => account.kind === 'WALLET')?.balanceKopecks).toBe(balance);

      const receipts = await db.receipt.findMany(where);
      expect(Object.keys(countBy(receipts, (receipt) => receipt.status)).sort()).toEqual([
        'BOUNCED',
        'DELIVERED',
        'FAILED',
        'PRINTED',
        'SENT',
        'VIA_OFD',
      ]);
      const settings = await db.receiptSetting.findMany(where);
      expect(new Set(settings.map((setting) => setting.scope))).toEqual(
        new Set(['ORGANIZATION', 'STORE', 'TERMINAL']),
      );
      const installations = await db.installation.findMany(where);
      expect(installations.some((row) => row.state === 'FAILED')).toBe(true);
      expect(installations.some((row) => row.moduleSlug === 'cash-services' && row.terminalId === null)).toBe(
        true,
      );
      expect(await db.auditEntry.count(where)).toBeGreaterThan(10);
    },
  );

  it('has its people, and the other organization has its own', async () => {
    const db = database();
    await createSecondOrganization(db);
    await createDemoOrganization(db, { suffix: '' });
    const people = await db.user.findMany({
      where: {
        email: {
          in: [
            'owner@kassa.test',
            'admin@kassa.test',
            'accountant@kassa.test',
            'cashier@kassa.test',
            'owner@second.test',
          ],
        },
      },
      include: { memberships: { include: { stores: true } } },
      orderBy: { email: 'asc' },
    });
    expect(
      people.map(({ email, memberships: [own] }) => [
        email,
        own?.role,
        own?.allStores ? 'all' : own?.stores.length,
      ]),
    ).toEqual([
      ['accountant@kassa.test', 'ACCOUNTANT', 'all'],
      ['admin@kassa.test', 'ADMIN', 2],
      ['cashier@kassa.test', 'CASHIER', 1],
      ['owner@kassa.test', 'OWNER', 'all'],
      ['owner@second.test', 'OWNER', 'all'],
    ]);
  });
});
