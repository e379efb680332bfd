import type { Context } from '@/lib/access/context';
import { isId } from '@/lib/core/ids';
import { fromDbDate } from '@/lib/core/local-date';
import { kopecks } from '@/lib/core/money';
import { documentNumber } from '../invoice.rule';
import type { BankPaymentRow, BankStatementRow, BankVerdict } from '../model';
import { bankScope, isBankScope } from './access';
import type { BankScope } from './import';

type Reader = Pick<BankScope, 'db' | 'organizationId'>;

const NONE = { MATCHED: 0, UNMATCHED: 0, DOUBTFUL: 0, REPEATED: 0 } as const;

async function countsOf(
  { db }: Reader,
  ids: readonly string[],
): Promise<Map<string, Record<BankVerdict, number>>> {
  const rows = await db.bankPayment.groupBy({
    by: ['statementId', 'verdict'],
    where: { statementId: { in: [...ids] } },
    _count: true,
  });
  const counts = new Map(ids.map((id): [string, Record<BankVerdict, number>] => [id, { ...NONE }]));
  for (const row of rows) {
    const one = counts.get(row.statementId);
    if (one) one[row.verdict] = row._count;
  }
  return counts;
}

async function statementRows(
  scope: Reader,
  where: { id?: string },
  take: number,
): Promise<BankStatementRow[]> {
  const rows = await scope.db.bankStatement.findMany({
    where: { ...where, organizationId: scope.organizationId },
    orderBy: { id: 'desc' },
    take,
  });
  const counts = await countsOf(
    scope,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    id: row.id,
    fileName: row.fileName,
    account: row.account,
    from: fromDbDate(row.fromDate),
    to: fromDbDate(row.toDate),
    outgoing: row.outgoing,
    actorName: row.actorName,
    createdAt: row.createdAt,
    counts: counts.get(row.id) ?? NONE,
  }));
}

/** The person may take in statements at all. */
export const mayImport = async (ctx: Context): Promise<boolean> => isBankScope(await bankScope(ctx));

/** The latest statements; null: not for this person. */
export async function listStatements(ctx: Context): Promise<BankStatementRow[] | null> {
  const scope = await bankScope(ctx);
  return isBankScope(scope) ? statementRows(scope, {}, 50) : null;
}

export interface StatementReport {
  /** all of it concerns the reader's own organization, so its invoices open */
  readonly own: boolean;
  readonly statement: BankStatementRow;
  readonly payments: readonly BankPaymentRow[];
}

/** What became of each payment of a statement, in the order of its file; null: unknown. */
export async function statementReport(scope: Reader, id: string): Promise<StatementReport | null> {
  if (!isId(id)) return null;
  const [statement] = await statementRows(scope, { id }, 1);
  if (!statement) return null;
  const rows = await scope.db.bankPayment.findMany({
    where: { statementId: id },
    orderBy: { line: 'asc' },
    include: { invoice: { select: { id: true, year: true, number: true } } },
  });
  const payments = rows.map(({ amountKopecks, paidOn, invoice, ...row }) => ({
    id: row.id,
    line: row.line,
    number: row.number,
    paidOn: fromDbDate(paidOn),
    amount: kopecks(amountKopecks),
    payerName: row.payerName,
    payerInn: row.payerInn,
    purpose: row.purpose,
    verdict: row.verdict,
    reason: row.reason,
    invoice: invoice && { id: invoice.id, number: documentNumber(invoice.year, invoice.number) },
  }));
  return { own: scope.organizationId !== null, statement, payments };
}

export async function getStatement(ctx: Context, id: string): Promise<StatementReport | null> {
  const scope = await bankScope(ctx);
  return isBankScope(scope) ? statementReport(scope, id) : null;
}
