import type { Context } from '@/lib/access/context';
import { success } from '@/lib/core/result';
import type { Prisma } from '@/lib/platform/db';
import { transaction } from '@/lib/platform/transaction';
import { asciiAddress } from '../email-address.rule';
import {
  type ReceiptResult,
  type RejectReason,
  reportedReceipt,
  type ReportedReceipt,
} from '../device.schema';
import { localTimeOf } from '../fiscal-code.rule';
import { queueLetters } from '../letter.store';
import { rejectionNames } from '../labels';
import type { LetterAddressee, ReceiptStatus } from '../model';
import { effectiveReceiptSetting } from '../queries';
import type { ReceiptContent, ReceiptSeller } from '../receipt-content';
import { type CheckedReceipt, checkReported } from '../reported-receipt.rule';

interface Sound {
  readonly index: number;
  readonly receipt: ReportedReceipt;
  readonly checked: CheckedReceipt;
}

const keyOf = ({ fiscalDrive, documentNumber }: { fiscalDrive: string; documentNumber: number }) =>
  `${fiscalDrive}:${documentNumber}`;

function resultOf(receipt: Partial<ReportedReceipt>, result: ReceiptResult['result']): ReceiptResult {
  const { fiscalDrive = null, documentNumber = null, fiscalSign = null } = receipt;
  return { fiscalDrive, documentNumber, fiscalSign, result, reason: null, detail: null, fields: [] };
}

const rejected = (
  receipt: Partial<ReportedReceipt>,
  reason: RejectReason,
  fields: readonly string[] = [],
): ReceiptResult => ({
  ...resultOf(receipt, 'rejected'),
  reason,
  detail: rejectionNames[reason],
  fields: [...fields],
});

/** What can be told of a receipt that is no receipt: its numbers, as far as they are ones. */
function numbersOf(value: unknown): Partial<ReportedReceipt> {
  const { shape } = reportedReceipt;
  const given = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const fiscalDrive = shape.fiscalDrive.safeParse(given['fiscalDrive']).data;
  const documentNumber = shape.documentNumber.safeParse(given['documentNumber']).data;
  const fiscalSign = shape.fiscalSign.safeParse(given['fiscalSign']).data;
  return {
    ...(fiscalDrive !== undefined && { fiscalDrive }),
    ...(documentNumber !== undefined && { documentNumber }),
    ...(fiscalSign !== undefined && { fiscalSign }),
  };
}

function judge(value: unknown): { receipt: ReportedReceipt; checked: CheckedReceipt } | ReceiptResult {
  const parsed = reportedReceipt.safeParse(value);
  if (!parsed.success) {
    const fields = [...new Set(parsed.error.issues.map(({ path }) => path.join('.')))].slice(0, 20);
    return rejected(numbersOf(value), 'INVALID', fields);
  }
  const checked = checkReported(parsed.data);
  return checked.ok
    ? { receipt: parsed.data, checked: checked.value }
    : rejected(parsed.data, checked.code, checked.code === 'CONTACT_INVALID' ? ['buyerContact'] : []);
}

interface Route {
  readonly status: ReceiptStatus;
  readonly letter: { readonly recipient: string; readonly addressee: LetterAddressee } | null;
}

/** Who is written to: the buyer's mailbox, or the default address; phones are served by the ОФД. */
function routeOf({ receipt, checked }: Sound, defaultEmail: string | null): Route {
  const { contact } = checked;
  if (!receipt.electronic) return { status: 'PRINTED', letter: null };
  if (contact?.kind === 'PHONE') return { status: 'VIA_OFD', letter: null };
  if (contact) {
    const addressee = asciiAddress(contact.value) === defaultEmail ? 'DEFAULT' : 'BUYER';
    return { status: 'QUEUED', letter: { recipient: contact.value, addressee } };
  }
  if (defaultEmail !== null)
    return { status: 'QUEUED', letter: { recipient: defaultEmail, addressee: 'DEFAULT' } };
  return { status: receipt.printed ? 'PRINTED' : 'FAILED', letter: null };
}

async function sellerOf(
  ctx: Context,
  terminalId: string,
): Promise<{ seller: ReceiptSeller; timeZone: string }> {
  const { organizationId } = ctx;
  const [organization, terminal] = await Promise.all([
    ctx.db.organization.findUniqueOrThrow({
      where: { id: organizationId },
      select: { name: true, inn: true },
    }),
    ctx.db.terminal.findFirstOrThrow({
      where: { organizationId, id: terminalId },
      select: {
        kktRegNumber: true,
        serialNumber: true,
        store: { select: { name: true, address: true, timeZone: true } },
      },
    }),
  ]);
  const { store } = terminal;
  return {
    seller: {
      name: organization.name,
      inn: organization.inn,
      place: store.name,
      address: store.address,
      kktRegNumber: terminal.kktRegNumber,
      terminalSerial: terminal.serialNumber,
    },
    timeZone: store.timeZone,
  };
}

function contentOf({ receipt, checked }: Sound, seller: ReceiptSeller, timeZone: string): ReceiptContent {
  return {
    localTime: localTimeOf(receipt.issuedAt, timeZone),
    items: checked.items,
    payment: checked.payment,
    cashier: receipt.cashier ?? null,
    shift: receipt.shift ?? null,
    numberInShift: receipt.numberInShift ?? null,
    taxSystem: receipt.taxSystem ?? null,
    printed: receipt.printed,
    electronic: receipt.electronic,
    seller,
  };
}

/** What the terminal does not say, and what stands in a receipt all the same. */
interface Background {
  readonly seller: ReceiptSeller;
  readonly timeZone: string;
  readonly defaultEmail: string | null;
}

/** Inserts what is new, in one order for all, so that two reports of the same receipts do not lock each other out. */
async function insertNew(
  ctx: Context,
  terminalId: string,
  sound: readonly Sound[],
  { seller, timeZone, defaultEmail }: Background,
): Promise<ReadonlyMap<string, { readonly fiscalSign: string; readonly isNew: boolean }>> {
  const { organizationId } = ctx;
  const routes = new Map(sound.map((each) => [keyOf(each.receipt), routeOf(each, defaultEmail)]));
  const inserted = await ctx.db.receipt.createManyAndReturn({
    data: [...sound]
      .sort((a, b) => (keyOf(a.receipt) < keyOf(b.receipt) ? -1 : 1))
      .map((each) => ({
        organizationId,
        terminalId,
        fiscalDrive: each.receipt.fiscalDrive,
        documentNumber: each.receipt.documentNumber,
        fiscalSign: each.receipt.fiscalSign,
        operation: each.receipt.operation,
        issuedAt: new Date(each.receipt.issuedAt),
        receivedAt: ctx.clock.now(),
        totalKopecks: each.checked.total,
        buyerContact: each.checked.contact?.value ?? null,
        status: routes.get(keyOf(each.receipt))?.status ?? 'PRINTED',
        content: contentOf(each, seller, timeZone) as unknown as Prisma.InputJsonObject,
      })),
    skipDuplicates: true,
    select: { id: true, fiscalDrive: true, documentNumber: true, fiscalSign: true },
  });
  await queueLetters(
    ctx,
    inserted.flatMap((row) => {
      const letter = routes.get(keyOf(row))?.letter;
      return letter ? [{ receiptId: row.id, number: 1, ...letter }] : [];
    }),
  );
  const isNew = new Set(inserted.map(keyOf));
  const stored = await ctx.db.$queryRaw<
    { fiscalDrive: string; documentNumber: number; fiscalSign: string }[]
  >`
    SELECT r."fiscal_drive" AS "fiscalDrive", r."document_number" AS "documentNumber",
      r."fiscal_sign" AS "fiscalSign"
    FROM unnest(${sound.map(({ receipt }) => receipt.fiscalDrive)}::text[],
      ${sound.map(({ receipt }) => receipt.documentNumber)}::int[]) AS wanted (drive, number)
    JOIN "receipt" r ON r."organization_id" = ${organizationId}::uuid
      AND r."fiscal_drive" = wanted.drive AND r."document_number" = wanted.number`;
  return new Map(
    stored.map((row) => [keyOf(row), { fiscalSign: row.fiscalSign, isNew: isNew.has(keyOf(row)) }]),
  );
}

/**
 * Receipts that a terminal reports, in any order and as often as it likes: one is known by drive, number and sign.
 * Each gets a result of its own; a wrong one does not keep the others back. Letters are queued in the same transaction.
 * The context is the terminal's.
 */
export async function receiveReceipts(
  ctx: Context,
  terminalId: string,
  input: { readonly receipts: readonly unknown[] },
): Promise<readonly ReceiptResult[]> {
  const judged = input.receipts.map(judge);
  const first = new Map<string, Sound>();
  judged.forEach((each, index) => {
    if ('result' in each || first.has(keyOf(each.receipt))) return;
    first.set(keyOf(each.receipt), { index, ...each });
  });
  if (first.size === 0) return judged.filter((each) => 'result' in each);
  const [seller, setting] = await Promise.all([
    sellerOf(ctx, terminalId),
    effectiveReceiptSetting(ctx, terminalId),
  ]);
  const isAgreed = setting !== null && !setting.reasons.includes('ADDRESS_NOT_CONFIRMED');
  const background = { ...seller, defaultEmail: isAgreed ? setting.defaultEmail : null };
  const received = await transaction(ctx, async (ctx) => {
    const stored = await insertNew(ctx, terminalId, [...first.values()], background);
    const results = judged.map((each, index): ReceiptResult => {
      if ('result' in each) return each;
      const key = keyOf(each.receipt);
      const known = stored.get(key);
      if (known?.fiscalSign !== each.receipt.fiscalSign) return rejected(each.receipt, 'NUMBER_TAKEN');
      const accepted = known.isNew && first.get(key)?.index === index;
      return resultOf(each.receipt, accepted ? 'accepted' : 'duplicate');
    });
    return success(results);
  });
  if (!received.ok) throw new Error(received.code);
  return received.value;
}
