import type { Context } from '@/lib/access/context';
import type { PrismaClient } from '@/lib/platform/db';
import { receiveReceipts } from '@/lib/receipts/commands/receive-receipts';
import type { ReceiptResult } from '@/lib/receipts/device.schema';
import { type Chain, contextOf, TEST_NOW } from './factories';

const FISCAL_DRIVE = '9960440300112233';

let documentNumber = 100;

/** A sale of bread for 129,90 ₽, sent to a buyer; a new number each time. */
export function aReceipt(change: Record<string, unknown> = {}): Record<string, unknown> {
  documentNumber += 1;
  return {
    fiscalDrive: FISCAL_DRIVE,
    documentNumber,
    issuedAt: '2026-11-20T11:55:00+03:00',
    fiscalSign: String(3_000_000_000 + documentNumber),
    operation: 'SALE',
    items: [{ name: 'Хлеб «Бородинский»', quantity: 1, price: 12_990, sum: 12_990, vat: '10' }],
    total: 12_990,
    payment: 'CARD',
    buyerContact: 'irina@mail.ru',
    printed: false,
    electronic: true,
    ...change,
  };
}

/** What the Device API makes of the token of a terminal of the first store. */
export const terminalContext = (db: PrismaClient, chain: Chain, now = TEST_NOW): Context => ({
  ...contextOf(db, chain, 'OWNER', now),
  actor: { kind: 'TERMINAL', id: chain.terminalIds[0], name: 'Касса «Прилавок 1»' },
  storeIds: [chain.storeIds[0]],
});

/** Reports receipts as the first terminal of the chain. */
export const reported = (
  db: PrismaClient,
  chain: Chain,
  receipts: readonly unknown[],
): Promise<readonly ReceiptResult[]> =>
  receiveReceipts(terminalContext(db, chain), chain.terminalIds[0], { receipts });

/** The owner of a default address has agreed. */
export const agreed = (db: PrismaClient, { organizationId }: Chain, address: string) =>
  db.receiptAddress.upsert({
    where: { organizationId_address: { organizationId, address } },
    create: { organizationId, address, confirmedAt: new Date(TEST_NOW) },
    update: { confirmedAt: new Date(TEST_NOW) },
  });
