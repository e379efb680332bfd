import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import { roles } from '@/lib/access/permission.rule';
import { addMonths, fromDbDate, localDate, localDateAt, toDbDate } from '@/lib/core/local-date';
import { kopecks } from '@/lib/core/money';
import type { Result } from '@/lib/core/result';
import { productClock } from '@/lib/platform/clock';
import { transaction } from '@/lib/platform/transaction';
import { startSubscriptions } from '@/lib/subscriptions/commands/start';
import { inWindows1251, statementText } from '@/lib/testing/bank-statement';
import { useDatabase } from '@/lib/testing/database';
import {
  type Chain,
  contextOf,
  createCard,
  createChain,
  fillWallet,
  jobContextOf,
  queuedTasks,
} from '@/lib/testing/factories';
import { importStatement } from './commands/import-statement';
import { sampleStatement } from './bank/sample';
import { getStatement } from './bank/queries';
import { issueAct } from './commands/issue-act';
import { issueInvoice } from './commands/issue-invoice';
import { receivePayment } from './commands/receive-payment';
import { actFile, invoiceFile } from './files';
import { invoicingJobs } from './jobs';
import { getAct, getInvoice, heldPayments, invoiceBuyer, listActs } from './queries';

const database = useDatabase();
let chain: Chain;
let owner: Context;

beforeEach(async () => {
  chain = await createChain(database());
  owner = contextOf(database(), chain, 'OWNER');
});

const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.code);
  return result.value;
};

const ask = async (ctx = owner, amount = 99_000) =>
  valueOf(await issueInvoice(ctx, { kind: 'SUM', requestId: randomUUID(), amount: kopecks(amount) }));

/** Money of an invoice on the account. */
async function paid(amount: number) {
  const { invoiceId } = await ask(owner, amount);
  valueOf(await receivePayment(jobContextOf(database(), chain), { invoiceId }));
  return invoiceId;
}

type Subjects = Parameters<typeof startSubscriptions>[1]['subjects'];

async function subscribe(planSlug: string, subjects: Subjects) {
  valueOf(await transaction(owner, (ctx) => startSubscriptions(ctx, { planSlug, period: 'M1', subjects })));
}

const subscribeCard = async () => {
  const card = await createCard(database(), chain, { state: 'ACTIVE' });
  await subscribe('cash-services-card', [{ simCardId: card.id, name: card.iccid }]);
};

const AFTER = '2026-11-30T21:00:00.000Z';
const november = { month: '2026-11-01' };

describe('act', () => {
  it('closes a month by its days, with VAT of each plan, and the next one takes the rest', async () => {
    await paid(100_000);
    await subscribeCard();
    await subscribe('law-basic-terminal', [{ terminalId: chain.terminalIds[0], name: 'Прилавок 1' }]);
    const first = valueOf(await issueAct(jobContextOf(database(), chain, AFTER), november));
    expect(await getAct(owner, first?.actId ?? '')).toMatchObject({
      month: '2026-11-01',
      issuedOn: '2026-11-30',
      amount: 6_967 + 21_633,
      buyer: { inn: '7707083893' },
      lines: [
        { name: 'Закон: базовый, ноябрь 2026', amount: 21_633, vatPercent: null, vat: 0 },
        { name: 'Смарт-карта, ноябрь 2026', amount: 6_967, vatPercent: 22, vat: 1_256 },
      ],
    });
    const later = jobContextOf(database(), chain, '2027-01-01T00:00:00.000Z');
    const second = valueOf(await issueAct(later, { month: '2026-12-01' }));
    expect(await getAct(owner, second?.actId ?? '')).toMatchObject({ amount: 78_000 - 6_967 - 21_633 });
    expect((await listActs(owner)).map(({ month }) => month)).toEqual(['2026-12-01', '2026-11-01']);
  });

  it('is one for a month, whoever asks twice, with numbers that have no gaps', async () => {
    await paid(100_000);
    await subscribeCard();
    const ctx = jobContextOf(database(), chain, AFTER);
    const both = await Promise.all([issueAct(ctx, november), issueAct(ctx, november)]);
    expect(both[0]).toEqual(both[1]);
    const [act] = await listActs(owner);
    const last = await database().documentCounter.findFirst({ where: { kind: 'ACT', year: 2026 } });
    expect(Number(act?.number.slice(3))).toBe(last?.last);
    expect(await database().act.count({ where: { year: 2026 } })).toBe(last?.last);
  });

  it('does not come before the month is over in Moscow', async () => {
    await paid(100_000);
    await subscribeCard();
    const early = jobContextOf(database(), chain, '2026-11-30T20:59:59.000Z');
    expect(await issueAct(early, november)).toMatchObject({ code: 'NOT_OVER' });
  });

  it('is not made of what was paid otherwise, and takes no number', async () => {
    await fillWallet(database(), chain.organizationId, 100_000);
    await subscribeCard();
    const before = await database().documentCounter.findFirst({ where: { kind: 'ACT', year: 2026 } });
    expect(await issueAct(jobContextOf(database(), chain, AFTER), november)).toEqual({
      ok: true,
      value: null,
    });
    expect(await database().documentCounter.findFirst({ where: { kind: 'ACT', year: 2026 } })).toEqual(
      before,
    );
  });

  it('is a job for whoever paid by invoice, once a month, months slept through too', async () => {
    await paid(100_000);
    const current = localDate(
      `${localDateAt((await productClock(database())).now(), 'Europe/Moscow').slice(0, 7)}-01`,
    );
    await database().actMonth.deleteMany();
    await database().actMonth.create({ data: { month: toDbDate(addMonths(current, -4)) } });
    await invoicingJobs['invoicing.close-months']?.({});
    await invoicingJobs['invoicing.close-months']?.({});
    const closed = await database().actMonth.findMany({ orderBy: { month: 'asc' } });
    const months = [-3, -2, -1].map((back) => addMonths(current, back));
    expect(closed.slice(1).map(({ month }) => fromDbDate(month))).toEqual(months);
    const tasks = (await queuedTasks(database())).filter(
      ({ task, payload }) =>
        task === 'invoicing.issue-act' && payload['organizationId'] === chain.organizationId,
    );
    expect(tasks.map(({ payload }) => payload['month'])).toEqual(months);
  });
});

describe('files', () => {
  const anAct = async () => {
    await paid(100_000);
    await subscribeCard();
    return valueOf(await issueAct(jobContextOf(database(), chain, AFTER), november))?.actId ?? '';
  };

  it.each(roles)('%s', async (role) => {
    const actId = await anAct();
    const { invoiceId } = await ask();
    const ctx = contextOf(database(), chain, role);
    const may = role === 'OWNER' || role === 'ACCOUNTANT';
    expect((await invoiceFile(ctx, invoiceId)) !== null).toBe(may);
    expect((await actFile(ctx, actId)) !== null).toBe(may);
    expect((await listActs(ctx)).length > 0).toBe(may);
    expect((await sampleStatement(ctx)) !== null).toBe(may);
    expect((await invoiceBuyer(ctx)) !== null).toBe(may);
    expect(await issueAct(ctx, november)).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('say what they are in their names and are PDF', async () => {
    const { invoiceId, number } = await ask();
    const invoice = await invoiceFile(owner, invoiceId);
    expect(invoice).toMatchObject({ name: `Счёт № ${number} от 20.11.2026.pdf`, type: 'application/pdf' });
    const act = await actFile(owner, await anAct());
    expect(act?.name).toMatch(/^Акт № 26-\d{6} от 30\.11\.2026\.pdf$/);
    for (const file of [invoice, act]) {
      expect(
        Buffer.from(file?.body ?? [])
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-');
    }
  });

  it('of another organization, of nobody and of a wrong address are not there', async () => {
    const actId = await anAct();
    const { invoiceId } = await ask();
    const stranger = contextOf(database(), await createChain(database()), 'OWNER');
    expect(await invoiceFile(stranger, invoiceId)).toBeNull();
    expect(await actFile(stranger, actId)).toBeNull();
    for (const id of [randomUUID(), 'x', '../1']) {
      expect(await invoiceFile(owner, id)).toBeNull();
      expect(await actFile(owner, id)).toBeNull();
    }
  });
});

describe('requisites', () => {
  it.each([
    [{}, 'KPP'],
    [{ kpp: '770701001' }, null],
    [{ inn: '7707083894' }, 'INN'],
    [{ inn: '' }, 'INN'],
    [{ kind: 'SOLE_PROPRIETOR' as const, inn: '500100732259' }, null],
    [{ kind: 'SOLE_PROPRIETOR' as const }, 'INN'],
  ])('%j lacks %s', async (data, missing) => {
    await database().organization.update({ where: { id: chain.organizationId }, data });
    expect(await invoiceBuyer(owner)).toMatchObject({ missing });
    const requestId = randomUUID();
    const issued = await issueInvoice(owner, { kind: 'SUM', requestId, amount: kopecks(99_000) });
    expect(issued.ok || issued.code).toBe(missing === 'INN' ? 'NO_INN' : true);
  });
});

describe('statement', () => {
  it('of the sandbox is one that the import takes in: paid, a kopeck short, without a number', async () => {
    const second = await ask(owner, 200_000);
    const first = await ask();
    const sample = await sampleStatement(owner);
    const bytes = Buffer.from(sample?.body ?? '');
    const imported = valueOf(await importStatement(owner, { fileName: sample?.name ?? '', bytes }));
    const report = await getStatement(owner, imported.statementId);
    expect(report?.own).toBe(true);
    expect(report?.payments.map(({ verdict, invoice }) => [verdict, invoice?.id])).toEqual([
      ['MATCHED', first.invoiceId],
      ['DOUBTFUL', second.invoiceId],
      ['UNMATCHED', undefined],
    ]);
  });

  it('tells the payer of an invoice which payments were held and why, of its own only', async () => {
    const { invoiceId, number } = await ask();
    const payment = (change: object) => ({
      amount: '989.99',
      purpose: `По счету № ${number}`,
      payerAccount: `4070281${String(Math.floor(Math.random() * 1e13)).padStart(13, '0')}`,
      ...change,
    });
    const text = statementText([payment({}), payment({ payerInn: '500100732259' })]);
    valueOf(await importStatement(owner, { fileName: 'a.txt', bytes: inWindows1251(text) }));
    const invoice = await getInvoice(owner, invoiceId);
    if (!invoice) throw new Error('no invoice');
    expect(await heldPayments(owner, invoice)).toMatchObject([
      { amount: 98_999, reason: 'Сумма меньше счёта на 0,01\u00a0₽' },
    ]);
    expect(await heldPayments(contextOf(database(), chain, 'CASHIER'), invoice)).toEqual([]);
  });
});
