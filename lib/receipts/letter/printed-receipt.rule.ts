import { formatMoney, type Kopecks } from '@/lib/core/money';
import { fiscalCode } from '../fiscal-code.rule';
import { operationNames } from '../labels';
import type { ReceiptContent, ReceiptOperation, TaxSystem } from '../receipt-content';
import { vatNames, vatTotals } from '../vat.rule';

export interface LetterReceipt {
  readonly fiscalDrive: string;
  readonly documentNumber: number;
  readonly fiscalSign: string;
  readonly operation: ReceiptOperation;
  readonly total: Kopecks;
  readonly buyerContact: string;
  readonly content: ReceiptContent;
}

/** A receipt line by line, as it would be printed: both forms of the letter are made of it. */
export interface PrintedReceipt {
  readonly title: string;
  readonly seller: readonly string[];
  readonly heading: string;
  readonly items: readonly { readonly name: string; readonly calculation: string; readonly notes: string }[];
  readonly total: string;
  readonly payments: readonly Pair[];
  readonly taxes: readonly Pair[];
  readonly requisites: readonly Pair[];
  readonly qr: string;
}

export type Pair = readonly [name: string, value: string];

const taxSystemNames: Readonly<Record<TaxSystem, string>> = {
  OSN: 'ОСН',
  USN_INCOME: 'УСН доход',
  USN_INCOME_OUTCOME: 'УСН доход − расход',
  ESHN: 'ЕСХН',
  PATENT: 'Патент',
  NPD: 'НПД',
};

/** With kopecks always, as on a receipt. */
export const exact = (sum: Kopecks): string => {
  const text = formatMoney(sum);
  return sum % 100 === 0 ? text.replace('\u00a0₽', ',00\u00a0₽') : text;
};

/** «1,5» */
const quantity = new Intl.NumberFormat('ru', { maximumFractionDigits: 6 });

const taxes = (content: ReceiptContent): Pair[] =>
  vatTotals(content.items).map(({ rate, sum, tax }): Pair =>
    tax === null ? [`Сумма: ${vatNames[rate]}`, exact(sum)] : [`в т. ч. ${vatNames[rate]}`, exact(tax)],
  );

const dateAndTime = (local: string): string =>
  `${local.slice(8, 10)}.${local.slice(5, 7)}.${local.slice(0, 4)} ${local.slice(11, 16)}`;

function present(pairs: readonly (readonly [string, string | number | null])[]): Pair[] {
  return pairs.flatMap(([name, value]): Pair[] =>
    value === null || value === '' ? [] : [[name, String(value)]],
  );
}

/** Everything that 54-ФЗ, article 4.7 asks of a receipt, as far as the terminal has told it. */
export function printedReceipt(receipt: LetterReceipt, sender: string | null = null): PrintedReceipt {
  const { content, operation, total } = receipt;
  const { seller, payment } = content;
  const paid: readonly (readonly [string, Kopecks])[] = [
    ['Наличными', payment.cash],
    ['Безналичными', payment.card],
    ['Иной формой оплаты', payment.other],
  ];
  return {
    title: 'Кассовый чек',
    seller: [seller.name, `ИНН ${seller.inn}`, seller.place, seller.address].filter(Boolean),
    heading: operationNames[operation],
    items: content.items.map((item) => ({
      name: item.name || 'Товар',
      calculation: `${quantity.format(item.quantity)} × ${exact(item.price)} = ${exact(item.sum)}`,
      notes: item.vat === null ? '' : vatNames[item.vat],
    })),
    total: exact(total),
    payments: paid.filter(([, sum]) => sum > 0).map(([name, sum]): Pair => [name, exact(sum)]),
    taxes: taxes(content),
    requisites: present([
      ['Дата и время', dateAndTime(content.localTime)],
      ['Смена', content.shift],
      ['Чек за смену', content.numberInShift],
      ['Кассир', content.cashier],
      ['Система налогообложения', content.taxSystem && taxSystemNames[content.taxSystem]],
      ['РН ККТ', seller.kktRegNumber],
      ['Заводской номер ККТ', seller.terminalSerial],
      ['ФН', receipt.fiscalDrive],
      ['ФД', receipt.documentNumber],
      ['ФП', receipt.fiscalSign],
      ['Покупатель', receipt.buyerContact],
      ['Отправитель чека', sender],
      ['Сайт ФНС', 'nalog.gov.ru'],
    ]),
    qr: fiscalCode({ ...receipt, localTime: content.localTime }),
  };
}
