export interface StatementDocument {
  readonly number?: string;
  readonly date?: string;
  /** as the file has it, «990.00» */
  readonly amount: string;
  readonly payerInn?: string;
  readonly payerAccount?: string;
  readonly payerName?: string;
  readonly receiverInn?: string;
  readonly receiverAccount?: string;
  readonly purpose: string;
}

export interface StatementOptions {
  readonly account?: string;
  readonly start?: string;
  readonly came?: string;
  readonly went?: string;
  readonly end?: string;
}

export const SELLER_ACCOUNT = '40702810600000012345';
export const SELLER_INN = '7709123453';

const cents = (text: string): number => Math.round(Number(text.replace(',', '.')) * 100);
const text = (value: number): string => (value / 100).toFixed(2);

/** A file of a bank in the format 1CClientBankExchange; totals agree unless told otherwise. */
export function statementText(
  documents: readonly StatementDocument[],
  { account = SELLER_ACCOUNT, start = '1000.00', ...totals }: StatementOptions = {},
): string {
  const sum = (side: 'receiverAccount' | 'payerAccount', fallback: string) =>
    documents
      .filter((each) => (each[side] ?? fallback) === account)
      .reduce((total, each) => total + cents(each.amount), 0);
  const plus = sum('receiverAccount', account);
  const minus = sum('payerAccount', '40702810900000000001');
  const came = totals.came ?? text(plus);
  const went = totals.went ?? text(minus);
  const end = totals.end ?? text(cents(start) + cents(came) - cents(went));
  const lines = [
    '1CClientBankExchange',
    'ВерсияФормата=1.03',
    'Кодировка=Windows',
    'Отправитель=Клиент-банк',
    'ДатаНачала=01.11.2026',
    'ДатаКонца=30.11.2026',
    `РасчСчет=${account}`,
    'СекцияРасчСчет',
    'ДатаНачала=01.11.2026',
    'ДатаКонца=30.11.2026',
    `РасчСчет=${account}`,
    `НачальныйОстаток=${start}`,
    `ВсегоПоступило=${came}`,
    `ВсегоСписано=${went}`,
    `КонечныйОстаток=${end}`,
    'КонецРасчСчет',
    ...documents.flatMap((each, i) => [
      'СекцияДокумент=Платежное поручение',
      `Номер=${each.number ?? String(i + 1)}`,
      `Дата=${each.date ?? '20.11.2026'}`,
      `Сумма=${each.amount}`,
      `ПлательщикСчет=${each.payerAccount ?? '40702810900000000001'}`,
      `Плательщик=ИНН ${each.payerInn ?? '7707083893'} ${each.payerName ?? 'ООО «Проба»'}`,
      `ПлательщикИНН=${each.payerInn ?? '7707083893'}`,
      `ПолучательСчет=${each.receiverAccount ?? account}`,
      `ПолучательИНН=${each.receiverInn ?? SELLER_INN}`,
      `НазначениеПлатежа=${each.purpose}`,
      'КонецДокумента',
    ]),
    'КонецФайла',
    '',
  ];
  return lines.join('\r\n');
}

/** The same text in Windows-1251. */
export function inWindows1251(written: string): Uint8Array {
  const table = new Map(
    Array.from(new TextDecoder('windows-1251').decode(Uint8Array.from({ length: 256 }, (_, i) => i))).map(
      (char, code) => [char, code],
    ),
  );
  return Uint8Array.from(written, (char) => table.get(char) ?? 63);
}
