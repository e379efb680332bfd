import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import { roles } from '@/lib/access/permission.rule';
import { walletBalance } from '@/lib/billing/queries';
import { fixedClock } from '@/lib/core/clock';
import { kopecks } from '@/lib/core/money';
import {
  inWindows1251,
  type StatementDocument,
  type StatementOptions,
  statementText,
} from '@/lib/testing/bank-statement';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain, TEST_NOW } from '@/lib/testing/factories';
import { cancelInvoice } from '../commands/cancel-invoice';
import { importStatement } from '../commands/import-statement';
import { issueInvoice } from '../commands/issue-invoice';
import { getInvoice } from '../queries';
import { importBankStatement } from './import';
import { getStatement, listStatements, mayImport, statementReport } from './queries';

const database = useDatabase();
let chain: Chain;
let owner: Context;

beforeEach(async () => {
  chain = await createChain(database());
  owner = contextOf(database(), chain, 'OWNER');
});

const all = () => ({
  db: database(),
  clock: fixedClock(TEST_NOW),
  actorName: 'Выписка банка',
  organizationId: null,
});

async function invoiceOf(amount = 99_000, ctx = owner) {
  const issued = await issueInvoice(ctx, { kind: 'SUM', requestId: randomUUID(), amount: kopecks(amount) });
  if (!issued.ok) throw new Error(issued.code);
  return issued.value;
}

/** A payment of its own account, so that tests do not repeat each other's payments. */
const paymentFor = (number: string, document: Partial<StatementDocument> = {}): StatementDocument => ({
  amount: '990.00',
  purpose: `Оплата по счету № ${number} от 20.11.2026`,
  payerAccount: `4070281${String(Math.floor(Math.random() * 1e13)).padStart(13, '0')}`,
  ...document,
});

const file = (documents: readonly StatementDocument[], options?: StatementOptions) => ({
  fileName: 'kl_to_1c.txt',
  bytes: inWindows1251(statementText(documents, options)),
});

async function take(documents: readonly StatementDocument[]) {
  const imported = await importBankStatement(all(), file(documents));
  if (!imported.ok) throw new Error(imported.code);
  const report = await statementReport(all(), imported.value.statementId);
  return {
    ...imported.value,
    verdicts: report?.payments.map(({ verdict }) => verdict),
    counts: report?.statement.counts,
    payments: report?.payments,
  };
}

describe('import', () => {
  it('pays invoices of any organization by number, ИНН and sum, and lists the rest', async () => {
    const second = contextOf(database(), await createChain(database()), 'OWNER');
    const [a, b, c] = [await invoiceOf(), await invoiceOf(200_000, second), await invoiceOf()];
    const { counts, verdicts, payments } = await take([
      paymentFor(a.number),
      paymentFor(b.number, { amount: '2000.00' }),
      paymentFor(c.number, { amount: '989.99' }),
      paymentFor('26-999999'),
      paymentFor('', { purpose: 'Возврат займа', amount: '1.00' }),
    ]);
    expect(verdicts).toEqual(['MATCHED', 'MATCHED', 'DOUBTFUL', 'UNMATCHED', 'UNMATCHED']);
    expect(counts).toEqual({ MATCHED: 2, DOUBTFUL: 1, UNMATCHED: 2, REPEATED: 0 });
    expect(payments?.[0]).toMatchObject({ line: 17, invoice: { id: a.invoiceId, number: a.number } });
    expect(await walletBalance(owner)).toBe(99_000);
    expect(await walletBalance(second)).toBe(200_000);
    expect(await getInvoice(owner, a.invoiceId)).toMatchObject({ state: 'PAID' });
    expect(await getInvoice(owner, c.invoiceId)).toMatchObject({ state: 'ISSUED' });
  });

  it('changes nothing when the same file comes again, twice at once too', async () => {
    const { number } = await invoiceOf();
    const documents = [paymentFor(number)];
    const both = await Promise.all([
      importBankStatement(all(), file(documents)),
      importBankStatement(all(), file(documents)),
    ]);
    expect(both.map((each) => each.ok && each.value.first).sort()).toEqual([false, true]);
    expect(await take(documents)).toMatchObject({ first: false, verdicts: ['MATCHED'] });
    expect(await walletBalance(owner)).toBe(99_000);
  });

  it('counts a payment once, in the same file and in the next one', async () => {
    const [a, b] = [await invoiceOf(), await invoiceOf()];
    const payment = paymentFor(a.number);
    expect((await take([payment, { ...payment, number: '1' }])).verdicts).toEqual(['MATCHED', 'REPEATED']);
    const next = await take([{ ...payment, number: '1' }, paymentFor(b.number, { number: '2' })]);
    expect(next.verdicts).toEqual(['REPEATED', 'MATCHED']);
    expect(await walletBalance(owner)).toBe(198_000);
  });

  it('takes a second payment of a paid invoice for doubtful', async () => {
    const { number } = await invoiceOf();
    const { verdicts, payments } = await take([paymentFor(number), paymentFor(number)]);
    expect(verdicts).toEqual(['MATCHED', 'DOUBTFUL']);
    expect(payments?.[1]?.reason).toBe('Счёт уже оплачен другим платежом');
    expect(await walletBalance(owner)).toBe(99_000);
  });

  it.each([
    ['of another ИНН', { payerInn: '500100732259' }],
    ['a kopeck more', { amount: '990.01' }],
    ['with no number', { purpose: 'По договору' }],
  ])('moves nothing for a payment %s', async (_, document) => {
    const { number } = await invoiceOf();
    expect((await take([paymentFor(number, document)])).verdicts).toEqual(['DOUBTFUL']);
    expect(await walletBalance(owner)).toBe(0);
  });

  it('does not pay a cancelled invoice', async () => {
    const { number, invoiceId } = await invoiceOf();
    await cancelInvoice(owner, { invoiceId });
    expect((await take([paymentFor(number)])).payments).toMatchObject([
      { verdict: 'DOUBTFUL', reason: 'Счёт отменён' },
    ]);
  });

  it('takes in nothing of a file whose totals do not agree', async () => {
    const { number } = await invoiceOf();
    const before = await database().bankStatement.count();
    const wrong = file([paymentFor(number)], { came: '991.00' });
    expect(await importBankStatement(all(), wrong)).toMatchObject({ code: 'STATEMENT_TOTALS' });
    expect(await database().bankStatement.count()).toBe(before);
    expect(await walletBalance(owner)).toBe(0);
  });

  it('keeps what a statement said', async () => {
    const { number } = await invoiceOf();
    await take([paymentFor(number)]);
    await expect(database().bankPayment.updateMany({ data: { verdict: 'UNMATCHED' } })).rejects.toThrow(
      /never changed/,
    );
  });
});

describe('from a page', () => {
  it.each(roles)('in the sandbox: %s', async (role) => {
    const ctx = contextOf(database(), chain, role);
    const may = role === 'OWNER' || role === 'ACCOUNTANT';
    expect(await mayImport(ctx)).toBe(may);
    expect((await listStatements(ctx)) !== null).toBe(may);
    const { number } = await invoiceOf();
    const imported = await importStatement(ctx, file([paymentFor(number)]));
    expect(imported.ok || imported.code).toBe(may || 'FORBIDDEN');
  });

  it('concerns only the own organization in the sandbox', async () => {
    const second = contextOf(database(), await createChain(database()), 'OWNER');
    const { number, invoiceId } = await invoiceOf(99_000, second);
    const imported = await importStatement(owner, file([paymentFor(number)]));
    if (!imported.ok) throw new Error(imported.code);
    const report = await getStatement(owner, imported.value.statementId);
    expect(report?.payments).toMatchObject([{ verdict: 'UNMATCHED', invoice: null }]);
    expect(await getInvoice(second, invoiceId)).toMatchObject({ state: 'ISSUED' });
    expect(await getStatement(second, imported.value.statementId)).toBeNull();
    expect(await listStatements(second)).toEqual([]);
  });
});
