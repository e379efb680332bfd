import { formatMoney } from '@/lib/core/money';
import { emptyCart } from './cart.rule';
import type {
  AppliedModule,
  Cart,
  Condition,
  Config,
  ReceiptResult,
  Registration,
  Till,
  Waiting,
} from './model';
import { answered, batchRefused, emptyQueue } from './queue.rule';
import { firstShift, type Moment, momentAt, sell, type SaleInput } from './sale.rule';

/** Where the till takes its numbers from: as many random digits as asked. */
export type Digits = (count: number) => string;

export const posVersions = ['8.4.2', '8.4.1', '6.42.8', '6.42.7', '5.20.1', '9.0.0'] as const;

function imeiOf(digits: Digits): string {
  const body = `35${digits(12)}`;
  const sum = Array.from(body, Number)
    .map((digit, at) => (at % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2))
    .reduce((left, right) => left + right, 0);
  return `${body}${String((10 - (sum % 10)) % 10)}`;
}

/** Drives that begin with 9999 are models for practice: they are in no register of the tax service. */
const newDrive = (digits: Digits): string => `9999${digits(12)}`;

export const serialOf = (digits: Digits): string => `009${digits(11)}`;

/** A till out of its box. */
export const newTill = (serialNumber: string, digits: Digits): Till => ({
  serialNumber,
  imei: imeiOf(digits),
  model: 'Виртуальная касса',
  name: '',
  registration: {
    seller: 'ООО «Учебная касса»',
    inn: '7700000009',
    place: 'Магазин',
    address: '',
    kktRegNumber: '',
  },
  condition: {
    posVersion: posVersions[0],
    ofdMode: 'ONLINE',
    paper: 'OK',
    battery: 100,
    network: 'WIFI',
    offline: false,
    full: false,
    skewSeconds: 0,
  },
  connection: null,
  disowned: false,
  config: null,
  applied: [],
  reportedEtag: null,
  installed: [],
  aheadMs: null,
  drive: newDrive(digits),
  driveOf: null,
  nextDocument: 1,
  shift: firstShift,
  cart: emptyCart('SALE'),
  queue: emptyQueue,
  tape: [],
});

export type TillEvent =
  | {
      readonly type: 'told';
      readonly name?: string | undefined;
      readonly registration?: Registration | undefined;
    }
  | {
      readonly type: 'paired';
      readonly terminalId: string;
      readonly token: string;
      readonly digits: Digits;
    }
  | { readonly type: 'left' }
  | { readonly type: 'disowned'; readonly token: string }
  | { readonly type: 'heard'; readonly serverTime: string; readonly now: number }
  | { readonly type: 'configured'; readonly config: Config }
  | { readonly type: 'reported'; readonly etag: string }
  | { readonly type: 'condition'; readonly change: Partial<Condition> }
  | { readonly type: 'cart'; readonly edit: (cart: Cart) => Cart }
  | { readonly type: 'sold'; readonly sale: SaleInput }
  | {
      readonly type: 'answered';
      readonly batch: readonly Waiting[];
      readonly results: readonly ReceiptResult[];
    }
  | { readonly type: 'batchRefused'; readonly batch: readonly Waiting[]; readonly detail: string }
  | { readonly type: 'shiftClosed'; readonly at: Moment }
  | { readonly type: 'tapeTorn' };

/**
 * The same terminal goes on where it stopped. Another one begins with a drive of its own; receipts of the former wait
 * until the till is that again.
 */
function paired(till: Till, { terminalId, token, digits }: Extract<TillEvent, { type: 'paired' }>): Till {
  const joined: Till = {
    ...till,
    connection: { terminalId, token },
    disowned: false,
    config: null,
    applied: [],
    reportedEtag: null,
  };
  const same = till.driveOf === null || till.driveOf === terminalId;
  const driven = same ? joined : { ...joined, drive: newDrive(digits), nextDocument: 1, shift: firstShift };
  return { ...driven, driveOf: terminalId };
}

/** A smaller difference is the way of the answer. */
const NOTICED_MS = 5_000;

const NO_ROOM = 'Не хватает места в памяти кассы';

/** Puts in and takes out what the cabinet wishes, in its order. What is there already needs no room. */
function applyModules(till: Till, wanted: Config['modules']): Pick<Till, 'installed' | 'applied'> {
  const versions = new Map(till.installed.map(({ slug, version }) => [slug, version]));
  const applied = wanted.map(({ slug, desired, version }): AppliedModule => {
    if (desired === 'REMOVED') {
      versions.delete(slug);
      return { slug, state: 'REMOVED', version: null, error: null };
    }
    if (till.condition.full && !versions.has(slug)) {
      return { slug, state: 'FAILED', version: null, error: NO_ROOM };
    }
    const put = version ?? versions.get(slug) ?? '1.0.0';
    versions.set(slug, put);
    return { slug, state: 'INSTALLED', version: put, error: null };
  });
  return { applied, installed: [...versions].map(([slug, version]) => ({ slug, version })) };
}

function closeShift(till: Till, at: Moment): Till {
  const { shift, tape } = till;
  if (!shift.open) return till;
  const local = momentAt(at);
  const report = {
    kind: 'REPORT',
    key: `shift:${till.drive}:${String(shift.number)}`,
    title: 'Отчёт о закрытии смены',
    lines: [
      ['Смена', String(shift.number)],
      ['Закрыта', `${local.slice(8, 10)}.${local.slice(5, 7)}.${local.slice(0, 4)} ${local.slice(11, 16)}`],
      ['Чеков', String(shift.receipts)],
      ['Приход, наличными', formatMoney(shift.sold.CASH)],
      ['Приход, безналичными', formatMoney(shift.sold.CARD)],
      ['Возврат, наличными', formatMoney(shift.refunded.CASH)],
      ['Возврат, безналичными', formatMoney(shift.refunded.CARD)],
      ['Не передано в кабинет', String(till.queue.waiting.length)],
      ['ФН', till.drive],
    ],
  } as const;
  return { ...till, shift: { ...shift, open: false }, tape: [report, ...tape] };
}

/**
 * Everything that happens to a till. Pure: the caller keeps the result before it acts on it or shows it, so what has
 * been shown survives a closing of the browser at any moment.
 */
export function reduceTill(till: Till, event: TillEvent): Till {
  switch (event.type) {
    case 'told':
      return {
        ...till,
        name: event.name ?? till.name,
        registration: event.registration ?? till.registration,
      };
    case 'paired':
      return paired(till, event);
    case 'left':
      return { ...till, connection: null, disowned: false, config: null, applied: [], reportedEtag: null };
    case 'disowned':
      return till.connection?.token === event.token ? { ...till, disowned: true } : till;
    case 'heard': {
      const aheadMs = Date.parse(event.serverTime) - event.now;
      const stays = Math.abs(aheadMs - (till.aheadMs ?? 0)) < NOTICED_MS;
      return Number.isNaN(aheadMs) || stays ? till : { ...till, aheadMs };
    }
    case 'configured':
      return { ...till, config: event.config, ...applyModules(till, event.config.modules) };
    case 'reported':
      return { ...till, reportedEtag: event.etag };
    case 'condition':
      return { ...till, condition: { ...till.condition, ...event.change } };
    case 'cart':
      return { ...till, cart: event.edit(till.cart) };
    case 'sold':
      return sell(till, event.sale);
    case 'answered':
      return { ...till, queue: answered(till.queue, event.batch, event.results) };
    case 'batchRefused':
      return { ...till, queue: batchRefused(till.queue, event.batch, event.detail) };
    case 'shiftClosed':
      return closeShift(till, event.at);
    case 'tapeTorn':
      return { ...till, tape: [] };
  }
}

/** What time it is by the till's clock: the right one, as far as it has been told, and what it is set wrong by. */
export const tillTime = (till: Pick<Till, 'aheadMs' | 'condition'>, now: number): number =>
  now + (till.aheadMs ?? 0) + till.condition.skewSeconds * 1000;
