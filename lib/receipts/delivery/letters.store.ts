import type { Db, PrismaClient } from '@/lib/platform/db';
import { kopecks } from '@/lib/core/money';
import { letterMove, type LetterEvent, receiptStatusOf } from '../letter-state.rule';
import type { LetterState } from '../model';
import type { LetterReceipt } from '../letter/printed-receipt.rule';
import type { ReceiptContent } from '../receipt-content';

/** Real time: the product's clock can be moved, a worker at work cannot. Longer than any dialogue with a mail server. */
const LEASE_MINUTES = 10;

export interface TakenLetter {
  readonly id: string;
  readonly token: string;
  readonly recipient: string;
  readonly attempts: number;
  readonly queuedAt: Date;
  readonly leaseUntil: Date;
  readonly receipt: LetterReceipt;
}

/** Takes letters that are due, the longest waiting first; nobody else gets them as long as the lease holds. */
export async function takeDueLetters(db: Db, now: Date, most: number): Promise<TakenLetter[]> {
  const taken = await db.$queryRaw<{ id: string }[]>`
    UPDATE "receipt_letter" SET "state" = 'SENDING', "handed_at" = NULL,
      "lease_until" = now() + make_interval(mins => ${LEASE_MINUTES}::int)
    WHERE "id" IN (
      SELECT "id" FROM "receipt_letter" WHERE "state" = 'QUEUED' AND "due_at" <= ${now}::timestamptz
      ORDER BY "due_at" LIMIT ${most} FOR UPDATE SKIP LOCKED)
    RETURNING "id"`;
  if (taken.length === 0) return [];
  const rows = await db.receiptLetter.findMany({
    where: { id: { in: taken.map(({ id }) => id) }, state: 'SENDING' },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    include: { receipt: true },
  });
  return rows.flatMap(({ receipt, leaseUntil, ...letter }) =>
    leaseUntil === null || receipt.content === null
      ? []
      : [
          {
            ...letter,
            leaseUntil,
            receipt: {
              fiscalDrive: receipt.fiscalDrive,
              documentNumber: receipt.documentNumber,
              fiscalSign: receipt.fiscalSign,
              operation: receipt.operation,
              total: kopecks(receipt.totalKopecks),
              buyerContact: receipt.buyerContact ?? letter.recipient,
              content: receipt.content as unknown as ReceiptContent,
            },
          },
        ],
  );
}

/** The message is about to leave: from here on a mail server may have it. @returns false when the lease is lost */
export async function noteHanded(db: Db, letter: TakenLetter, now: Date): Promise<boolean> {
  const { count } = await db.receiptLetter.updateMany({
    where: { id: letter.id, state: 'SENDING', leaseUntil: letter.leaseUntil },
    data: { handedAt: now },
  });
  return count === 1;
}

interface LetterChange {
  readonly dueAt?: Date;
  readonly handedAt?: Date | null;
  readonly attempts?: number;
  readonly sentAt?: Date;
  readonly settledAt?: Date;
  readonly statusCode?: string | null;
  readonly reason?: string | null;
}

/**
 * Moves a letter by the table and its receipt with it, when the letter is the latest. `leaseUntil` is told by the
 * worker that has it: without the lease it has nothing to say any more. @returns false: nothing was changed
 */
export async function moveLetter(
  db: Db,
  letter: { readonly id: string; readonly state: LetterState; readonly leaseUntil?: Date },
  event: LetterEvent,
  change: LetterChange,
): Promise<boolean> {
  const state = letterMove(letter.state, event);
  if (state === null) return false;
  const both = async (tx: Db): Promise<boolean> => {
    const { count } = await tx.receiptLetter.updateMany({
      where: {
        id: letter.id,
        state: letter.state,
        ...(letter.leaseUntil && { leaseUntil: letter.leaseUntil }),
      },
      data: { ...change, state, leaseUntil: null },
    });
    if (count === 0) return false;
    await tx.$executeRaw`
      UPDATE "receipt" r SET "status" = ${receiptStatusOf(state)}::"receipt_status"
      FROM "receipt_letter" l
      WHERE l."id" = ${letter.id}::uuid AND r."id" = l."receipt_id"
        AND l."number" = (SELECT max("number") FROM "receipt_letter" WHERE "receipt_id" = l."receipt_id")`;
    return true;
  };
  return '$transaction' in db ? (db as PrismaClient).$transaction(both) : both(db);
}

/** Letters in the hands of a worker that died or lost its connection. */
export async function abandonedLetters(db: Db) {
  return db.$queryRaw<
    { id: string; attempts: number; queuedAt: Date; leaseUntil: Date; handedAt: Date | null }[]
  >`
    SELECT "id", "attempts", "queued_at" AS "queuedAt", "lease_until" AS "leaseUntil", "handed_at" AS "handedAt"
    FROM "receipt_letter" WHERE "state" = 'SENDING' AND "lease_until" < now() LIMIT 500`;
}
