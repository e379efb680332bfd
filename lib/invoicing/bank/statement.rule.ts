import { type LocalDate, localDate } from '@/lib/core/local-date';
import { type Kopecks, kopecks, parseMoney } from '@/lib/core/money';

/** A payment of a statement, with the line of the file at which it begins. */
export interface StatementPayment {
  readonly line: number;
  readonly number: string;
  readonly paidOn: LocalDate;
  readonly amount: Kopecks;
  readonly payerName: string;
  readonly payerInn: string;
  readonly payerAccount: string;
  readonly receiverInn: string;
  readonly receiverAccount: string;
  readonly purpose: string;
}

export interface Statement {
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** payments to the account */
  readonly incoming: readonly StatementPayment[];
  /** how many payments go from it */
  readonly outgoing: number;
}

export type StatementCode =
  'NOT_STATEMENT' | 'STATEMENT_CUT' | 'STATEMENT_LINE' | 'STATEMENT_TOTALS' | 'STATEMENT_ACCOUNT';

export type ReadStatement =
  | { readonly ok: true; readonly value: Statement }
  | {
      readonly ok: false;
      readonly code: StatementCode;
      readonly details: Readonly<Record<string, string | number>>;
    };

class Broken extends Error {
  constructor(
    readonly code: StatementCode,
    readonly details: Readonly<Record<string, string | number>> = {},
  ) {
    super(code);
  }
}

const HEADER = '1CClientBankExchange';

/** Text of a statement: the header says the encoding, and UTF-8 is believed wherever it is valid. */
export function decodeStatement(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const isDos = /^Кодировка=DOS\s*$/m.test(new TextDecoder('ibm866').decode(bytes.subarray(0, 2_000)));
    return new TextDecoder(isDos ? 'ibm866' : 'windows-1251').decode(bytes);
  }
}

interface Section {
  readonly line: number;
  readonly fields: ReadonlyMap<string, { readonly text: string; readonly line: number }>;
}

const text = (section: Section, ...names: string[]): string => {
  for (const name of names) {
    const found = section.fields.get(name)?.text;
    if (found) return found;
  }
  return '';
};

const lineOf = (section: Section, name: string): number => section.fields.get(name)?.line ?? section.line;

function day(section: Section, name: string): LocalDate {
  const [, d, m, y] = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(text(section, name)) ?? [];
  try {
    return localDate(`${y ?? ''}-${m ?? ''}-${d ?? ''}`);
  } catch {
    throw new Broken('STATEMENT_LINE', { line: lineOf(section, name), field: name });
  }
}

/** An amount from 0; `sign` for balances, which may be below it. */
function money(section: Section, name: string, sign = false): Kopecks {
  const written = text(section, name);
  const negative = sign && written.startsWith('-');
  const amount = /\s/.test(written) ? null : parseMoney(negative ? written.slice(1) : written);
  if (amount === null) throw new Broken('STATEMENT_LINE', { line: lineOf(section, name), field: name });
  return negative ? kopecks(0 - amount) : amount;
}

interface Parts {
  readonly head: Section;
  readonly accounts: readonly Section[];
  readonly documents: readonly Section[];
}

const ENDS: Readonly<Record<string, string>> = {
  СекцияРасчСчет: 'КонецРасчСчет',
  СекцияДокумент: 'КонецДокумента',
};

function split(lines: readonly string[]): Parts {
  const head = new Map<string, { text: string; line: number }>();
  const accounts: Section[] = [];
  const documents: Section[] = [];
  let open: { kind: string; line: number; fields: Map<string, { text: string; line: number }> } | null = null;
  for (const [index, written] of lines.entries()) {
    const line = index + 1;
    const [, name = '', value = ''] = /^([^=]*)=?(.*)$/.exec(written.trim()) ?? [];
    if (name === '' || index === 0) continue;
    if (name === 'КонецФайла') {
      if (open) throw new Broken('STATEMENT_CUT', { line: open.line });
      return { head: { line: 1, fields: head }, accounts, documents };
    }
    if (ENDS[name] !== undefined) {
      if (open) throw new Broken('STATEMENT_CUT', { line: open.line });
      open = { kind: name, line, fields: new Map() };
    } else if (open && name === ENDS[open.kind]) {
      (open.kind === 'СекцияДокумент' ? documents : accounts).push(open);
      open = null;
    } else {
      (open?.fields ?? head).set(name, { text: value.trim(), line });
    }
  }
  throw new Broken('STATEMENT_CUT', { line: lines.length });
}

function purposeOf(section: Section): string {
  const whole = text(section, 'НазначениеПлатежа');
  if (whole) return whole;
  return [1, 2, 3, 4, 5, 6]
    .map((part) => text(section, `НазначениеПлатежа${part}`))
    .filter(Boolean)
    .join(' ');
}

function paymentOf(section: Section): StatementPayment {
  const amount = money(section, 'Сумма');
  if (amount <= 0) throw new Broken('STATEMENT_LINE', { line: lineOf(section, 'Сумма'), field: 'Сумма' });
  return {
    line: section.line,
    number: text(section, 'Номер'),
    paidOn: day(section, 'Дата'),
    amount,
    payerName: text(section, 'Плательщик1', 'Плательщик').replace(/^ИНН\s*\d+\s*/, ''),
    payerInn: text(section, 'ПлательщикИНН'),
    payerAccount: text(section, 'ПлательщикСчет', 'ПлательщикРасчСчет'),
    receiverInn: text(section, 'ПолучательИНН'),
    receiverAccount: text(section, 'ПолучательСчет', 'ПолучательРасчСчет'),
    purpose: purposeOf(section),
  };
}

const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

/** The bank's own totals, of all its sections for the account, agree with the balances and with the payments. */
function checkTotals(sections: readonly Section[], came: number, went: number): void {
  const wrong = (section: Section, name: string) => {
    throw new Broken('STATEMENT_TOTALS', { line: lineOf(section, name), field: name });
  };
  for (const section of sections) {
    const [start, plus, minus, end] = [
      money(section, 'НачальныйОстаток', true),
      money(section, 'ВсегоПоступило'),
      money(section, 'ВсегоСписано'),
      money(section, 'КонечныйОстаток', true),
    ];
    if (start + plus - minus !== end) wrong(section, 'КонечныйОстаток');
  }
  const [first] = sections;
  if (!first) return;
  if (sumOf(sections.map((each) => money(each, 'ВсегоПоступило'))) !== came) wrong(first, 'ВсегоПоступило');
  if (sumOf(sections.map((each) => money(each, 'ВсегоСписано'))) !== went) wrong(first, 'ВсегоСписано');
}

/**
 * Reads a statement in the format 1CClientBankExchange for one account. A file that is cut, has a line that is no
 * amount or date, or totals that do not agree with its payments, is refused as a whole: nothing of it can be trusted.
 */
export function readStatement(written: string, account: string): ReadStatement {
  try {
    const lines = written.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
    if (lines[0]?.trim() !== HEADER) throw new Broken('NOT_STATEMENT');
    const { head, accounts, documents } = split(lines);
    const ours = accounts.filter((section) => text(section, 'РасчСчет') === account);
    if (ours.length === 0) {
      const other = accounts[0] ? text(accounts[0], 'РасчСчет') : text(head, 'РасчСчет');
      throw new Broken('STATEMENT_ACCOUNT', { account: other || '—' });
    }
    const payments = documents.map(paymentOf);
    const incoming = payments.filter((payment) => payment.receiverAccount === account);
    const outgoing = payments.filter((payment) => payment.payerAccount === account);
    checkTotals(
      ours,
      sumOf(incoming.map((payment) => payment.amount)),
      sumOf(outgoing.map((payment) => payment.amount)),
    );
    return {
      ok: true,
      value: {
        from: day(head, 'ДатаНачала'),
        to: day(head, 'ДатаКонца'),
        incoming,
        outgoing: outgoing.length,
      },
    };
  } catch (error) {
    if (error instanceof Broken) return { ok: false, code: error.code, details: error.details };
    throw error;
  }
}
