import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import { roles } from '@/lib/access/permission.rule';
import { walletBalance } from '@/lib/billing/queries';
import { kopecks } from '@/lib/core/money';
import { refusal, type Result } from '@/lib/core/result';
import { transaction } from '@/lib/platform/transaction';
import { startSubscriptions } from '@/lib/subscriptions/commands/start';
import { useDatabase } from '@/lib/testing/database';
import {
  type Chain,
  contextOf,
  createCard,
  createChain,
  jobContextOf,
  queuedTasks,
} from '@/lib/testing/factories';
import { cancelInvoice } from './commands/cancel-invoice';
import { issueInvoice } from './commands/issue-invoice';
import { receivePayment } from './commands/receive-payment';
import { invoiceOffers } from './offers';
import { getInvoice, listInvoices } from './queries';
import { invoicePdf } from './pdf/invoice-pdf';

const database = useDatabase();
let chain: Chain;
let owner: Context;

beforeEach(async () => {
  chain = await createChain(database(), 5_000_000);
  owner = contextOf(database(), chain, 'OWNER');
});

const ask = (ctx: Context, amount = 1_500_000, requestId: string = randomUUID()) =>
  issueInvoice(ctx, { kind: 'SUM', requestId, amount: kopecks(amount) });

const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.code);
  return result.value;
};

async function subscribe(period: 'M1' | 'M12' = 'M1', planSlug = 'cash-services-card') {
  const card = await createCard(database(), chain, { state: 'ACTIVE' });
  const started = await transaction(owner, (ctx) =>
    startSubscriptions(ctx, { planSlug, period, subjects: [{ simCardId: card.id, name: card.iccid }] }),
  );
  expect(started.ok).toBe(true);
}

describe('issuing', () => {
  it('writes requisites, VAT and purpose as they are on the day', async () => {
    const { invoiceId, number } = valueOf(await ask(owner, 99_000));
    expect(await getInvoice(owner, invoiceId)).toMatchObject({
      number,
      state: 'ISSUED',
      issuedOn: '2026-11-20',
      dueOn: '2026-11-30',
      amount: 99_000,
      buyer: { name: 'ООО «Проба»', inn: '7707083893', kpp: null },
      seller: { inn: '7709123453' },
      lines: [{ quantity: 1, unitPrice: 99_000, amount: 99_000, vatPercent: 22, vat: 17_852 }],
      purpose: expect.stringContaining(`№ ${number} от 20.11.2026`) as string,
    });
    const entry = await database().auditEntry.findFirst({ where: { objectId: invoiceId } });
    expect(entry).toMatchObject({ action: 'invoicing.issue', objectName: `Счёт № ${number}` });
  });

  it('gives numbers without gaps, whoever asks, however many at once, and whatever is rolled back', async () => {
    const other = contextOf(database(), await createChain(database()), 'OWNER');
    const numberOf = (shown: string) => Number(shown.slice(3));
    const first = numberOf(valueOf(await ask(owner)).number);
    await transaction(owner, async (ctx) => {
      await ask(ctx);
      return refusal('LATER_TROUBLE');
    });
    const many = await Promise.all([ask(owner), ask(other), ask(owner), ask(other), ask(owner)]);
    const numbers = many.map((each) => numberOf(valueOf(each).number)).sort((a, b) => a - b);
    expect(numbers).toEqual([1, 2, 3, 4, 5].map((step) => first + step));
  });

  it('begins each year anew, by the days of Moscow', async () => {
    const at = (now: string) => ask(contextOf(database(), chain, 'OWNER', now));
    expect(valueOf(await at('2030-12-31T20:59:00Z')).number).toBe('30-000001');
    expect(valueOf(await at('2030-12-31T21:00:00Z')).number).toBe('31-000001');
    expect(valueOf(await at('2030-12-31T20:59:59Z')).number).toBe('30-000002');
  });

  it('makes one invoice of the same request, and tells another sum apart', async () => {
    const requestId = randomUUID();
    const both = await Promise.all([ask(owner, 100_000, requestId), ask(owner, 100_000, requestId)]);
    expect(both[0]).toEqual(both[1]);
    expect(await ask(owner, 100_001, requestId)).toMatchObject({ code: 'REQUEST_REUSED' });
    expect(await database().invoice.count({ where: { requestId } })).toBe(1);
  });

  it('takes in the coming charges with VAT of each plan, exactly as offered', async () => {
    await subscribe();
    await subscribe('M12');
    const offers = await invoiceOffers(owner);
    expect(offers?.map(({ months, total }) => [months, total])).toEqual([
      [1, 0],
      [3, 38_000],
      [12, 209_000],
    ]);
    const request = (expectedTotal: number, months: 1 | 3 | 12) =>
      issueInvoice(owner, { kind: 'CHARGES', requestId: randomUUID(), months, expectedTotal });
    expect(await request(1, 1)).toMatchObject({ code: 'NOTHING_DUE' });
    expect(await request(37_999, 3)).toMatchObject({
      code: 'LINES_CHANGED',
      details: { total: '380\u00a0₽' },
    });
    const { invoiceId } = valueOf(await request(38_000, 3));
    const invoice = await getInvoice(owner, invoiceId);
    expect(invoice?.lines).toMatchObject([{ quantity: 2, unitPrice: 19_000, vatPercent: 22, vat: 6_852 }]);
  });

  it('does not let its terms be changed or be deleted', async () => {
    const { invoiceId: id } = valueOf(await ask(owner));
    const db = database();
    await expect(db.invoice.update({ where: { id }, data: { amountKopecks: 1 } })).rejects.toThrow(
      /never changed/,
    );
    await expect(db.invoiceLine.deleteMany({ where: { invoiceId: id } })).rejects.toThrow(/never changed/);
    await expect(db.invoice.delete({ where: { id } })).rejects.toThrow();
  });

  it('is a PDF with the font inside', async () => {
    const { invoiceId } = valueOf(await ask(owner));
    const invoice = await getInvoice(owner, invoiceId);
    if (!invoice) throw new Error('no invoice');
    const text = Buffer.from(await invoicePdf(invoice)).toString('latin1');
    expect(text).toMatch(/^%PDF-1\.\d/);
    expect(text).toMatch(/FontFile2/);
    expect(text).toMatch(/GolosText/);
    expect(text).not.toMatch(/Helvetica/);
  });
});

describe('payment and cancelling', () => {
  it('credits the account once and wakes what waits for money', async () => {
    const { invoiceId, number } = valueOf(await ask(owner, 100_000));
    const bank = jobContextOf(database(), chain);
    expect(await receivePayment(bank, { invoiceId })).toMatchObject({ ok: true });
    expect(await receivePayment(bank, { invoiceId })).toMatchObject({ code: 'NOT_OPEN' });
    expect(await walletBalance(owner)).toBe(5_100_000);
    const line = await database().ledgerTransaction.findFirst({
      where: { businessKey: `invoice:${invoiceId}` },
    });
    expect(line?.description).toBe(`Оплата по счёту № ${number} от 20.11.2026`);
    const tasks = await queuedTasks(database());
    expect(tasks.map(({ task }) => task)).toContain('subscriptions.settle-debts');
    expect(await cancelInvoice(owner, { invoiceId })).toMatchObject({ code: 'ALREADY_PAID' });
  });

  it('cancels once and keeps the number', async () => {
    const { invoiceId } = valueOf(await ask(owner));
    expect(await cancelInvoice(owner, { invoiceId })).toMatchObject({ ok: true });
    expect(await cancelInvoice(owner, { invoiceId })).toMatchObject({ ok: true });
    expect(await getInvoice(owner, invoiceId)).toMatchObject({ state: 'CANCELLED' });
    const bank = jobContextOf(database(), chain);
    expect(await receivePayment(bank, { invoiceId })).toMatchObject({ code: 'NOT_OPEN' });
    expect(await database().auditEntry.count({ where: { objectId: invoiceId } })).toBe(2);
  });
});

describe('rights', () => {
  it.each(roles)('%s', async (role) => {
    const { invoiceId } = valueOf(await ask(owner));
    const ctx = contextOf(database(), chain, role);
    const may = role === 'OWNER' || role === 'ACCOUNTANT';
    expect((await ask(ctx)).ok).toBe(may);
    expect((await listInvoices(ctx)).total > 0).toBe(may);
    expect((await getInvoice(ctx, invoiceId)) !== null).toBe(may);
    expect((await invoiceOffers(ctx)) !== null).toBe(may);
    expect(await receivePayment(ctx, { invoiceId })).toMatchObject({ code: 'FORBIDDEN' });
    expect((await cancelInvoice(ctx, { invoiceId })).ok).toBe(may);
  });

  it('another organization finds nothing', async () => {
    const { invoiceId } = valueOf(await ask(owner));
    const stranger = contextOf(database(), await createChain(database()), 'OWNER');
    expect(await getInvoice(stranger, invoiceId)).toBeNull();
    expect(await cancelInvoice(stranger, { invoiceId })).toMatchObject({ code: 'NOT_FOUND' });
    expect((await listInvoices(stranger)).total).toBe(0);
    expect(await getInvoice(owner, 'x')).toBeNull();
  });
});

it('is listed by pages, the newest first', async () => {
  for (let i = 0; i < 52; i += 1) await ask(owner, 10_000 + i);
  const first = await listInvoices(owner);
  expect(first).toMatchObject({ total: 52 });
  expect(first.rows).toHaveLength(50);
  expect(first.rows[0]?.amount).toBe(10_051);
  const second = await listInvoices(owner, first.next ?? '');
  expect(second.rows.map(({ amount }) => amount)).toEqual([10_001, 10_000]);
  expect(second.next).toBeNull();
});
