import { beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import { fixedClock } from '@/lib/core/clock';
import type { Role } from '@/lib/access/permission.rule';
import { realNow } from '@/lib/platform/clock';
import { useDatabase } from '@/lib/testing/database';
import { createDemoOrganization, type DemoOrganization } from '@/prisma/demo/organization';
import { receiptAttention } from './attention';
import { listReceipts, receiptCounts } from './journal/queries';
import {
  effectiveReceiptSetting,
  findReceiptTerminal,
  listReceiptTerminals,
  receiptSettings,
  storeReceiptSetting,
} from './queries';

const database = useDatabase();
let demo: DemoOrganization;
let terminalIds: Map<string, string>;

beforeAll(async () => {
  demo = await createDemoOrganization(database(), { suffix: 'one' });
  await createDemoOrganization(database(), { suffix: 'two' });
  const rows = await database().terminal.findMany({ where: { organizationId: demo.organizationId } });
  terminalIds = new Map(rows.map((row) => [row.name, row.id]));
});

const idOf = (name: string) => terminalIds.get(name) ?? '';
const now = realNow();
const as = (role: Role): Context => ({
  actor: { kind: 'USER', id: role, name: role, role },
  organizationId: demo.organizationId,
  timeZone: 'Europe/Moscow',
  storeIds:
    role === 'ADMIN'
      ? [demo.storeIds.center, demo.storeIds.park]
      : role === 'CASHIER'
        ? [demo.storeIds.center]
        : null,
  db: database(),
  clock: fixedClock(now.toISOString()),
  ip: null,
});

describe('settings of the demo chain', () => {
  it('come from the three levels', async () => {
    const { organization, stores } = await receiptSettings(as('OWNER'));
    expect(organization.chosen.printMode).toEqual({ value: 'ASK', from: 'ORGANIZATION' });
    expect(stores.map(({ name, chosen }) => [name, chosen.printMode.value, chosen.printMode.from])).toEqual([
      ['Прибалтийский', 'ASK', 'ORGANIZATION'],
      ['Сокольники', 'ASK', 'ORGANIZATION'],
      ['Уральский', 'ASK', 'ORGANIZATION'],
      ['Центральный', 'BOTH', 'STORE'],
    ]);
    expect((await receiptSettings(as('ADMIN'))).stores.map(({ name }) => name)).toEqual([
      'Сокольники',
      'Центральный',
    ]);
    expect(await storeReceiptSetting(as('ADMIN'), demo.storeIds.ural)).toBeNull();
    expect(await storeReceiptSetting(as('OWNER'), 'not an id')).toBeNull();
  });

  it.each([
    ['Прилавок 1', 'BOTH', true, []],
    ['Прилавок 3', 'BOTH', false, ['POS_VERSION_TOO_OLD']],
    ['Кафетерий', 'ELECTRONIC_ONLY', true, []],
    ['Посёлок Янтарный', 'PAPER_ONLY', false, ['AUTONOMOUS']],
    ['Проспект 1', 'ELECTRONIC_ONLY', false, []],
    ['Выпечка', 'PAPER_ONLY', false, ['MODULE_NOT_WORKING']],
  ])('%s does %s', async (name, printMode, defaultEmailApplies, reasons) => {
    expect(await effectiveReceiptSetting(as('OWNER'), idOf(name))).toMatchObject({
      printMode,
      defaultEmailApplies,
      reasons,
    });
  });

  it.each([
    ['Прилавок 1', 'READY', null],
    ['Прилавок 2', 'WAITING', null],
    ['Прилавок 3', 'LIMITED', null],
    ['Выпечка', 'NOT_READY', 'MODULE'],
    ['Кондитерская', 'NOT_READY', 'CONFLICT'],
    ['Малышева 3', 'NOT_READY', 'ENTITLEMENT'],
    ['Посёлок Янтарный', 'NOT_READY', 'OFD'],
  ])('%s is %s', async (name, summary, next) => {
    const found = await findReceiptTerminal(as('OWNER'), idOf(name));
    expect(found?.readiness.summary).toBe(summary);
    expect(found?.readiness.next?.step ?? null).toBe(next);
  });

  it('list terminals in scope, and those with an old version', async () => {
    const all = await listReceiptTerminals(as('OWNER'), {});
    expect([all.rows.length, all.total, all.next]).toEqual([14, 14, null]);
    const old = await listReceiptTerminals(as('OWNER'), { version: 'old' });
    expect(old.rows.map(({ name }) => name)).toEqual(['Касса в зале', 'Прилавок 2', 'Прилавок 3']);
    expect((await listReceiptTerminals(as('CASHIER'), {})).total).toBe(5);
    expect((await listReceiptTerminals(as('OWNER'), { q: 'малышева' })).total).toBe(3);
    expect(await findReceiptTerminal(as('ADMIN'), idOf('Малышева 1'))).toBeNull();
  });
});

describe('the journal of receipts', () => {
  it('goes on page by page without gaps, in scope, masked where it must be', async () => {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await listReceipts(as('ADMIN'), { status: 'SENT', after });
      seen.push(...page.rows.map((row) => row.id));
      after = page.next ?? undefined;
    } while (after);
    const expected = await database().receipt.findMany({
      where: {
        organizationId: demo.organizationId,
        status: 'SENT',
        terminal: { storeId: { in: [demo.storeIds.center, demo.storeIds.park] } },
      },
      orderBy: [{ issuedAt: 'desc' }, { id: 'desc' }],
    });
    expect(seen).toEqual(expected.map((row) => row.id));
    const [masked] = (await listReceipts(as('CASHIER'), { status: 'SENT' })).rows;
    expect(masked?.contact).toContain('•••');
    const [open] = (await listReceipts(as('OWNER'), { status: 'SENT' })).rows;
    expect(open?.contact).not.toContain('•••');
    expect((await listReceipts(as('OWNER'), { after: 'junk', status: 'junk' })).rows).toHaveLength(50);
  });

  it('counts the last thirty days', async () => {
    const counts = await receiptCounts(as('OWNER'));
    expect([counts.QUEUED, counts.BOUNCED, counts.FAILED]).toEqual([0, 2, 1]);
    expect(counts.SENT + counts.DELIVERED).toBeGreaterThan(500);
    expect(counts.VIA_OFD).toBeGreaterThan(0);
    expect((await receiptCounts({ ...as('OWNER'), storeIds: [] })).SENT).toBe(0);
  });
});

it('asks for attention where something can be done', async () => {
  const ids = (await receiptAttention(as('OWNER'))).map((item) => item.id);
  expect(ids).toEqual(['receipts:version', `receipts:buyer:${idOf('Кафетерий')}`, 'receipts:lost']);
  const [version] = await receiptAttention(as('OWNER'));
  expect(version?.text.replaceAll('\u00a0', ' ')).toBe(
    'На 2 кассах EvotorPOS 8.4.1: адрес по умолчанию не действует',
  );
});
