import { randomUUID } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import { kopecks } from '@/lib/core/money';
import { transaction } from '@/lib/platform/transaction';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain } from '@/lib/testing/factories';
import { creditWallet } from './commands/credit-wallet';
import { debitWallet } from './commands/debit-wallet';
import { ledgerFile } from './ledger-file';
import type { LedgerFilter } from './model';
import { ledgerTotals, listLedger } from './queries';
import { ledgerFilter } from './schema';

const database = useDatabase();
let chain: Chain;
let owner: Context;
const at = (now: string) => contextOf(database(), chain, 'OWNER', now);

const pay = (ctx: Context, amount: number, description = 'Оплата', kind?: 'CARD_ORDER') =>
  transaction(ctx, (ctx) =>
    debitWallet(ctx, {
      kind: kind ?? 'SUBSCRIPTION',
      amount: kopecks(amount),
      businessKey: randomUUID(),
      description,
    }),
  );

beforeEach(async () => {
  chain = await createChain(database());
  owner = contextOf(database(), chain, 'OWNER');
  await transaction(at('2026-09-10T09:00:00Z'), (ctx) =>
    creditWallet(ctx, {
      kind: 'TOP_UP',
      amount: kopecks(100_000),
      businessKey: 'top-up',
      description: 'Пополнение картой',
    }),
  );
  await pay(at('2026-10-31T20:59:00Z'), 1_050, 'Октябрь');
  await pay(at('2026-10-31T21:00:00Z'), 2_000, 'Ноябрь; «Касса "1"»');
  await pay(at('2026-11-05T09:00:00Z'), 30_000, '=HYPERLINK("http://x";"y")', 'CARD_ORDER');
});

const amounts = async (filter: LedgerFilter) =>
  (await listLedger(owner, filter)).lines.map((line) => line.amount);

describe('filters', () => {
  it('leave a kind, a month of the zone of the organization, a year', async () => {
    expect(await amounts({})).toEqual([-30_000, -2_000, -1_050, 100_000]);
    expect(await amounts({ kind: 'SUBSCRIPTION' })).toEqual([-2_000, -1_050]);
    expect(await amounts({ month: '2026-10' })).toEqual([-1_050]);
    expect(await amounts({ month: '2026-11' })).toEqual([-30_000, -2_000]);
    expect(await amounts({ month: '2026-11', kind: 'CARD_ORDER' })).toEqual([-30_000]);
    expect(await amounts({ month: '2026' })).toHaveLength(4);
    expect(await amounts({ month: '2025' })).toEqual([]);
  });

  it('hold over pages, forth and back', async () => {
    const filter = { kind: 'SUBSCRIPTION' as const, size: 1 };
    const first = await listLedger(owner, filter);
    const second = await listLedger(owner, { ...filter, after: first.olderCursor ?? '' });
    expect([first, second].map((page) => page.lines.map((line) => line.amount))).toEqual([
      [-2_000],
      [-1_050],
    ]);
    expect(second.olderCursor).toBeNull();
    const back = await listLedger(owner, { ...filter, before: second.newerCursor ?? '' });
    expect(back.lines).toEqual(first.lines);
  });

  it('say what they come to, with the account before and after a time', async () => {
    expect(await ledgerTotals(owner, {})).toEqual({
      count: 4,
      came: 100_000,
      went: 33_050,
      account: { opening: 0, closing: 66_950 },
    });
    expect(await ledgerTotals(owner, { month: '2026-10' })).toEqual({
      count: 1,
      came: 0,
      went: 1_050,
      account: { opening: 100_000, closing: 98_950 },
    });
    expect(await ledgerTotals(owner, { month: '2026-11', kind: 'TOP_UP' })).toEqual({
      count: 0,
      came: 0,
      went: 0,
      account: null,
    });
  });

  it.each([
    [{}, {}],
    [
      { kind: 'TOP_UP', month: '2026-11' },
      { kind: 'TOP_UP', month: '2026-11' },
    ],
    [{ month: '2026' }, { month: '2026' }],
    [{ kind: 'OTHER', month: '2026-13' }, {}],
    [{ month: "2026-11'; DROP TABLE x" }, {}],
    [{ month: '0000-00' }, {}],
  ])('of the address %j are %j', (params: Record<string, string>, expected) => {
    expect(ledgerFilter(params)).toEqual({ kind: undefined, month: undefined, ...expected });
  });
});

describe('files', () => {
  it('of text open in a spreadsheet: mark, semicolons, columns that add up, no formula', async () => {
    const file = await ledgerFile(owner, {}, 'csv');
    expect(file?.name).toBe('Движения по счёту на 20.11.2026 12-00.csv');
    expect(file?.type).toBe('text/csv; charset=utf-8');
    const lines = String(file?.body).split('\r\n');
    expect(lines[0]).toBe('\ufeffДата;Время;За что;Вид;Кто;Поступило, ₽;Списано, ₽');
    expect(lines.slice(1)).toEqual([
      `05.11.2026;12:00;"'=HYPERLINK(""http://x"";""y"")";Заказы карт;Тест OWNER;;300`,
      '01.11.2026;00:00;"Ноябрь; «Касса ""1""»";Подписки;Тест OWNER;;20',
      '31.10.2026;23:59;Октябрь;Подписки;Тест OWNER;;10,50',
      '10.09.2026;12:00;Пополнение картой;Пополнения;Тест OWNER;1000;',
      '',
    ]);
  });

  it('are of what the filter leaves, and its month is in the name', async () => {
    const file = await ledgerFile(owner, { month: '2026-10' }, 'csv');
    expect(file?.name).toBe('Движения по счёту 2026-10 на 20.11.2026 12-00.csv');
    expect(String(file?.body).split('\r\n')).toHaveLength(3);
  });

  it('that do not hold everything say so', async () => {
    const file = await ledgerFile(owner, {}, 'csv', 2);
    const lines = String(file?.body).split('\r\n');
    expect(lines).toHaveLength(5);
    expect(lines[3]).toBe(';;Здесь 2 последних движений. Остальные сохраните по месяцам.;;;;');
  });

  it('of a workbook have numbers for sums and texts for the rest', async () => {
    const file = await ledgerFile(owner, {}, 'xlsx');
    expect(file?.name).toMatch(/\.xlsx$/);
    const parts = unzipSync(file?.body as Uint8Array);
    const sheet = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect(sheet).toContain('<c><v>10.5</v></c>');
    expect(sheet).toContain('<t xml:space="preserve">=HYPERLINK(');
    expect(sheet).not.toContain('<f>');
  });

  it.each([
    ['OWNER', true],
    ['ACCOUNTANT', true],
    ['ADMIN', false],
    ['CASHIER', false],
  ] as const)('%s gets one: %s', async (role, gets) => {
    const ctx = contextOf(database(), chain, role);
    expect((await ledgerFile(ctx, {}, 'csv')) !== null).toBe(gets);
    expect((await ledgerTotals(ctx, {})) !== null).toBe(gets);
    expect((await listLedger(ctx, {})).lines.length > 0).toBe(gets);
  });

  it('hold nothing of another organization', async () => {
    const other = contextOf(database(), await createChain(database()), 'OWNER');
    expect(String((await ledgerFile(other, {}, 'csv'))?.body).split('\r\n')).toHaveLength(2);
    expect(await ledgerTotals(other, {})).toMatchObject({ count: 0, account: { opening: 0, closing: 0 } });
  });
});
