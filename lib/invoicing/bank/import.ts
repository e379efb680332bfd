import { createHash } from 'node:crypto';
import { toDbDate } from '@/lib/core/local-date';
import { type Result, refusal, success } from '@/lib/core/result';
import type { Clock } from '@/lib/core/clock';
import { type Db, type PrismaClient } from '@/lib/platform/db';
import { contextFor } from '@/lib/platform/job-context';
import { receivePayment } from '../commands/receive-payment';
import { documentNumber } from '../invoice.rule';
import { seller as currentSeller } from '../seller';
import { type KnownInvoice, matchPayment, numbersIn } from './match.rule';
import {
  decodeStatement,
  readStatement,
  type Statement,
  type StatementCode,
  type StatementPayment,
} from './statement.rule';

export type ImportCode = StatementCode | 'NO_SELLER';

/** Who imports, and whose payments: null are those of every organization. */
export interface BankScope {
  readonly db: PrismaClient;
  readonly clock: Clock;
  readonly actorName: string;
  readonly organizationId: string | null;
}

export interface StatementFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

export interface Imported {
  readonly statementId: string;
  /** false: this very file was here before and nothing has changed */
  readonly first: boolean;
}

const sha = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');

/** A payment is the same in whatever file it comes. */
const fingerprintOf = (payment: StatementPayment): string =>
  sha(
    [
      payment.paidOn,
      payment.number,
      payment.amount,
      payment.payerAccount,
      payment.payerInn,
      payment.receiverAccount,
    ].join('\n'),
  );

/** A number of our own: one import at a time. */
const IMPORT_LOCK = 7_709_123_453n;

/**
 * Takes in a statement of the seller's bank in one transaction, one import at a time. The same file again changes
 * nothing, and a payment counts once in whatever files it comes. Refusals: NO_SELLER and those of `readStatement`;
 * then nothing of the file is taken in.
 */
export async function importBankStatement(
  scope: BankScope,
  { fileName, bytes }: StatementFile,
): Promise<Result<Imported, ImportCode>> {
  const seller = currentSeller();
  if (!seller) return refusal('NO_SELLER');
  const read = readStatement(decodeStatement(bytes), seller.account);
  if (!read.ok) return refusal(read.code, read.details);
  const { organizationId } = scope;
  const fileHash = sha(bytes);
  return scope.db.$transaction(
    async (db) => {
      await db.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(${IMPORT_LOCK}::bigint)`;
      const known = await db.bankStatement.findFirst({
        where: { organizationId, fileHash },
        select: { id: true },
      });
      if (known) return success({ statementId: known.id, first: false });
      const { from, to, outgoing } = read.value;
      const { id: statementId } = await db.bankStatement.create({
        data: {
          organizationId,
          fileHash,
          fileName,
          account: seller.account,
          fromDate: toDbDate(from),
          toDate: toDbDate(to),
          outgoing,
          actorName: scope.actorName,
          createdAt: scope.clock.now(),
        },
        select: { id: true },
      });
      await takeIn({ ...scope, db }, statementId, seller, read.value);
      return success({ statementId, first: true });
    },
    { timeout: 120_000, maxWait: 30_000 },
  );
}

interface Inside extends Omit<BankScope, 'db'> {
  readonly db: Db;
}

interface CandidateRow {
  readonly id: string;
  readonly organizationId: string;
  readonly year: number;
  readonly number: number;
  readonly state: KnownInvoice['state'];
  readonly amount: bigint;
  readonly inn: string;
}

type Candidate = KnownInvoice & { readonly organizationId: string };

/** Invoices that payments may be for: by the numbers in their purposes, and open ones of their payers. Locked. */
async function candidates(scope: Inside, payments: readonly StatementPayment[]): Promise<Candidate[]> {
  const numbers = payments.flatMap(({ purpose }) => numbersIn(purpose));
  const inns = [...new Set(payments.map(({ payerInn }) => payerInn))].filter(Boolean);
  const rows = await scope.db.$queryRaw<CandidateRow[]>`
    SELECT i."id", i."organization_id" AS "organizationId", i."year", i."number", i."state"::text AS "state",
      i."amount_kopecks" AS "amount", i."buyer"->>'inn' AS "inn"
    FROM "invoice" i
    WHERE (${scope.organizationId}::uuid IS NULL OR i."organization_id" = ${scope.organizationId}::uuid)
      AND (i."state" = 'ISSUED' AND i."buyer"->>'inn' = ANY(${inns}::text[])
        OR to_char(i."year" % 100, 'FM00') || '-' || to_char(i."number", 'FM000000') = ANY(${numbers}::text[]))
    ORDER BY i."id" FOR UPDATE`;
  return rows.map(({ year, number, amount, inn, ...row }) => ({
    ...row,
    number: documentNumber(year, number),
    amount: Number(amount) as KnownInvoice['amount'],
    buyerInn: inn,
  }));
}

async function takeIn(
  scope: Inside,
  statementId: string,
  seller: NonNullable<ReturnType<typeof currentSeller>>,
  { incoming }: Statement,
): Promise<void> {
  const invoices = new Map((await candidates(scope, incoming)).map((invoice) => [invoice.id, invoice]));
  const fingerprints = incoming.map(fingerprintOf);
  const before = await scope.db.bankPayment.findMany({
    where: { organizationId: scope.organizationId, fingerprint: { in: fingerprints } },
    select: { fingerprint: true },
  });
  const known = new Set(before.map(({ fingerprint }) => fingerprint));
  const zones = await zonesOf(scope.db, [...invoices.values()]);
  for (const [index, payment] of incoming.entries()) {
    const fingerprint = fingerprints[index] ?? '';
    const match = known.has(fingerprint)
      ? {
          verdict: 'REPEATED' as const,
          reason: 'Этот платёж уже есть в этой или в прошлой выписке',
          invoice: null,
        }
      : matchPayment(payment, seller, [...invoices.values()]);
    known.add(fingerprint);
    const { verdict, reason, invoice } = match;
    await scope.db.bankPayment.create({
      data: {
        statementId,
        organizationId: scope.organizationId,
        line: payment.line,
        fingerprint,
        number: payment.number,
        paidOn: toDbDate(payment.paidOn),
        amountKopecks: payment.amount,
        payerName: payment.payerName,
        payerInn: payment.payerInn,
        payerAccount: payment.payerAccount,
        purpose: payment.purpose,
        verdict,
        reason,
        invoiceId: invoice?.id ?? null,
      },
    });
    const paid = verdict === 'MATCHED' ? invoices.get(invoice?.id ?? '') : undefined;
    if (!paid) continue;
    const ctx = contextFor({
      db: scope.db,
      clock: scope.clock,
      actor: { kind: 'JOB', id: 'bank', name: 'Банк' },
      organizationId: paid.organizationId,
      timeZone: zones.get(paid.organizationId) ?? 'Europe/Moscow',
    });
    const received = await receivePayment(ctx, { invoiceId: paid.id });
    if (!received.ok) throw new Error(`invoice ${paid.number} was not paid: ${received.code}`);
    invoices.set(paid.id, { ...paid, state: 'PAID' });
  }
}

async function zonesOf(db: Db, invoices: readonly Candidate[]): Promise<Map<string, string>> {
  const rows = await db.organization.findMany({
    where: { id: { in: invoices.map(({ organizationId }) => organizationId) } },
    select: { id: true, timeZone: true },
  });
  return new Map(rows.map(({ id, timeZone }) => [id, timeZone]));
}
