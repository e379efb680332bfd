import { randomInt } from 'node:crypto';
import { clockAt } from '@/lib/core/clock';
import { importBankStatement } from '@/lib/invoicing/bank/import';
import { seller as currentSeller } from '@/lib/invoicing/seller';
import type { PrismaClient } from '@/lib/platform/db';
import { statementText } from '@/lib/testing/bank-statement';
import { createPaymentCard } from '@/lib/testing/factories';

export const STATEMENT_NAME = 'выписка-матрицы.txt';

/** What comes to an organization with time: the closing document of a month, a statement of the bank, a kept card. */
export async function papersOf(
  db: PrismaClient,
  organizationId: string,
): Promise<{ readonly act: string; readonly statement: string; readonly paymentCard: string }> {
  const clock = clockAt(0);
  const seller = currentSeller();
  if (!seller) throw new Error('nobody sells');
  const buyer = await db.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: { name: true, inn: true, kpp: true },
  });
  const act = await db.act.create({
    data: {
      organizationId,
      year: 2026,
      // Far from the numbers that the cabinet gives.
      number: randomInt(1_000_000, 2_000_000_000),
      month: new Date('2026-08-01'),
      issuedOn: new Date('2026-08-31'),
      amountKopecks: 12_200,
      seller: { ...seller },
      buyer,
      createdAt: clock.now(),
    },
  });
  await db.actLine.create({
    data: {
      organizationId,
      actId: act.id,
      position: 0,
      name: 'Смарт-карта, август 2026',
      quantity: 1,
      amountKopecks: 12_200,
      vatPercent: 22,
      vatKopecks: 2_200,
    },
  });
  const scope = { db, clock, organizationId, actorName: 'Банк' };
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
