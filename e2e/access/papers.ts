import { clockAt } from '@/lib/core/clock';
import { localDate } from '@/lib/core/local-date';
import { kopecks } from '@/lib/core/money';
import { importBankStatement } from '@/lib/invoicing/bank/import';
import { seller as currentSeller } from '@/lib/invoicing/seller';
import { buyerOf, createAct } from '@/lib/invoicing/store';
import type { PrismaClient } from '@/lib/platform/db';
import { contextFor, jobActor } from '@/lib/platform/job-context';
import { statementText } from '@/lib/testing/bank-statement';
import { createPaymentCard } from '@/lib/testing/factories';

export const STATEMENT_NAME = 'выписка-матрицы.txt';

/** What comes to an organization with time: the closing document of a month, a statement of the bank, a kept card. */
export async function papersOf(
  db: PrismaClient,
  organizationId: string,
): Promise<{ readonly act: string; readonly statement: string; readonly paymentCard: string }> {
  const clock = clockAt(0);
  const timeZone = 'Europe/Moscow';
  const ctx = contextFor({ db, clock, actor: jobActor, organizationId, timeZone });
  const seller = currentSeller();
  if (!seller) throw new Error('nobody sells');
  const { buyer } = await buyerOf(ctx);
  const act = await db.$transaction((tx) =>
    createAct(
      { ...ctx, db: tx },
      {
        month: localDate('2026-08-01'),
        issuedOn: localDate('2026-08-31'),
        seller,
        buyer,
        lines: [
          {
            name: 'Смарт-карта, август 2026',
            quantity: 1,
            amount: kopecks(12_200),
            vatPercent: 22,
            vat: kopecks(2_200),
          },
        ],
      },
    ),
  );
  const scope = { db, clock, organizationId, actorName: jobActor.name };
  const text = statementText([{ amount: '10.00', purpose: `Возврат по договору ${organizationId}` }]);
  const bytes = new TextEncoder().encode(text.replace('Кодировка=Windows', 'Кодировка=UTF-8'));
  const statement = await importBankStatement(scope, { fileName: STATEMENT_NAME, bytes });
  if (!statement.ok) throw new Error(statement.code);
  return {
    act: act.id,
    statement: statement.value.statementId,
    paymentCard: await createPaymentCard(db, organizationId),
  };
}
