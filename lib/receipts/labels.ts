import { momentText } from '@/lib/core/text';
import type { RejectReason } from './device.schema';
import type { ReceiptOperation } from './receipt-content';
import type { JournalGroup } from './journal/model';
import type {
  AddressView,
  EffectiveReason,
  LetterAddressee,
  LetterState,
  PrintMode,
  ReadinessItem,
  ReadinessSummary,
  ReceiptStatus,
  SettingView,
  Sourced,
} from './model';

type Tone = 'works' | 'waits' | 'attention' | 'failed' | 'off';

export const printModeNames: Readonly<Record<PrintMode, string>> = {
  ASK: 'Спрашивать при продаже',
  BOTH: 'Бумажный и электронный',
  ELECTRONIC_ONLY: 'Только электронный',
  PAPER_ONLY: 'Только бумажный',
};

export const printModeHints: Readonly<Record<PrintMode, string>> = {
  ASK: 'Кассир выбирает в каждой продаже: напечатать, отправить или и то и другое',
  BOTH: 'Касса печатает чек и отправляет его на e-mail',
  ELECTRONIC_ONLY: 'Касса не печатает чек, если его есть куда отправить: бережёт ленту',
  PAPER_ONLY: 'Касса печатает чек и ничего не отправляет',
};

export const NO_ADDRESS = 'Без адреса';
export const NOT_CONFIRMED = 'ждёт согласия владельца, пока не действует';

/** Own values of a setting in words; what is inherited is told with what it comes to. */
export const ownModeText = (value: PrintMode | null, inherited: Sourced<PrintMode>): string =>
  value ? printModeNames[value] : `Как задано выше: ${printModeNames[inherited.value].toLowerCase()}`;

export function ownAddressText(value: string | null, inherited: Sourced<string | null>): string {
  if (value === null) return `Как задано выше: ${inherited.value ?? NO_ADDRESS.toLowerCase()}`;
  return value || NO_ADDRESS;
}

/** Where a value comes from, after the value itself: «из магазина „Центральный“». */
export function originText<T>(
  setting: Pick<SettingView, 'scope' | 'storeName'>,
  { from }: Sourced<T>,
): string {
  if (from === setting.scope) return 'своё значение';
  if (from === 'DEFAULT') return 'никто не менял';
  return from === 'STORE' ? `из магазина «${setting.storeName ?? ''}»` : 'из организации';
}

export const reasonNames: Readonly<Record<EffectiveReason, string>> = {
  AUTONOMOUS: 'Касса в автономном режиме: печатает бумажный чек, электронный не отправляет',
  MODULE_NOT_WORKING: 'Модуль «Отправка чеков на e-mail» на этой кассе не работает: чек печатается',
  ADDRESS_NOT_CONFIRMED: 'Адрес по умолчанию не действует: его владелец ещё не подтвердил, что согласен',
  POS_VERSION_TOO_OLD: 'Адрес по умолчанию не действует: EvotorPOS на кассе слишком старая',
  POS_VERSION_UNSUPPORTED: 'Адрес по умолчанию не действует: нет данных о поддержке этой версии EvotorPOS',
  POS_VERSION_UNKNOWN: 'Адрес по умолчанию не действует: версия EvotorPOS неизвестна',
};

export const summaryLabels: Readonly<Record<ReadinessSummary, { tone: Tone; text: string }>> = {
  READY: { tone: 'works', text: 'Готова' },
  LIMITED: { tone: 'attention', text: 'Без адреса по умолчанию' },
  WAITING: { tone: 'waits', text: 'Ждёт кассу' },
  NOT_READY: { tone: 'off', text: 'Не готова' },
};

export const statusLabels: Readonly<Record<ReceiptStatus, { tone: Tone; text: string }>> = {
  QUEUED: { tone: 'waits', text: 'В очереди' },
  SENT: { tone: 'works', text: 'Отправлен' },
  DELIVERED: { tone: 'works', text: 'Доставлен' },
  BOUNCED: { tone: 'failed', text: 'Не доставлен' },
  FAILED: { tone: 'failed', text: 'Не отправлен' },
  VIA_OFD: { tone: 'off', text: 'На телефон, через ОФД' },
  PRINTED: { tone: 'off', text: 'Напечатан' },
};

const list = (names: readonly string[], union: 'или' | 'и'): string => {
  const quoted = names.map((name) => `«${name}»`);
  return quoted.length < 2
    ? quoted.join('')
    : `${quoted.slice(0, -1).join(', ')} ${union} ${quoted.at(-1) ?? ''}`;
};

/** What is missing, for a line of a list. */
export function missingText({ step, names, installation }: ReadinessItem): string {
  switch (step) {
    case 'ENTITLEMENT':
      return 'комплект не оплачен';
    case 'REQUIRED':
    case 'MODULE':
      return installation === 'FAILED'
        ? `${list(names, 'и')} не установился`
        : `не установлен ${list(names, 'и')}`;
    case 'CONFLICT':
      return `мешает ${list(names, 'и')}`;
    case 'OFD':
      return 'автономный режим';
    case 'VERSION':
    case 'ADDRESS':
    case 'PAPER':
      return '';
  }
}

export interface ReadinessWords {
  readonly title: string;
  readonly note: string | null;
}

function installationWords({ status, names, installation }: ReadinessItem): ReadinessWords {
  const title = `${list(names, 'и')} на этой кассе`;
  if (status === 'DONE') return { title, note: 'Установлен' };
  if (status === 'WAITING') return { title, note: 'Касса установит модуль, когда выйдет на связь' };
  return { title, note: installation === 'FAILED' ? 'Касса не смогла установить модуль' : 'Не установлен' };
}

/** One line of the checklist: what, and how it stands. What helps is `readinessFix`. */
export function readinessWords(
  item: ReadinessItem,
  terminal: { readonly posVersion: string | null; readonly floor: string },
): ReadinessWords {
  const isDone = item.status === 'DONE';
  switch (item.step) {
    case 'ENTITLEMENT':
      return {
        title: 'Комплект оплачен',
        note: isDone
          ? null
          : `Нужен ${list(item.names, 'или')}: в нём модули, без которых чеки не отправляются`,
      };
    case 'REQUIRED':
    case 'MODULE':
      return installationWords(item);
    case 'CONFLICT':
      return {
        title: 'Нет модулей, с которыми отправка не работает',
        note: isDone
          ? null
          : `На кассе стоит ${list(item.names, 'и')}: на одной кассе с отправкой чеков он не работает`,
      };
    case 'VERSION':
      return {
        title: 'Версия EvotorPOS',
        note: isDone
          ? (terminal.posVersion ?? 'неизвестна')
          : `На кассе ${terminal.posVersion ?? 'неизвестная версия'}, адресу по умолчанию нужна не старше ${terminal.floor}. Адрес сохранён и заработает после обновления: обычно оно приходит за месяц, оставьте кассу включённой и в сети`,
      };
    case 'ADDRESS':
      return {
        title: 'Владелец адреса по умолчанию согласен',
        note: isDone
          ? null
          : 'Чеки на этот адрес не уходят, пока его владелец не нажмёт кнопку на странице из письма. Адрес сохранён и заработает сам',
      };
    case 'OFD':
      return {
        title: 'Связь с ОФД',
        note: isDone
          ? 'Через интернет'
          : 'Автономный режим: касса печатает бумажные чеки. Режим выбирают при регистрации кассы в налоговой, из кабинета он не меняется. Настройка сохранена',
      };
    case 'PAPER':
      return {
        title: 'Чековая лента заправлена',
        note: 'Лента нужна всегда, даже если чеки только электронные: без неё касса не откроет продажу',
      };
  }
}

/** How it stands with the owner of a default address: what happened, and what is to be done. */
export function addressWords(view: AddressView, now: Date, timeZone: string): string {
  const moment = (at: Date | null) => (at ? momentText(at, now, timeZone) : '');
  switch (view.state) {
    case 'CONFIRMED':
      return 'Владелец адреса согласен получать чеки.';
    case 'NOT_ASKED':
      return 'Владельца адреса ещё не спросили, согласен ли он. Отправьте ему письмо.';
    case 'WAITING':
      return 'Письмо владельцу адреса ждёт отправки. Когда он нажмёт кнопку на странице из письма, адрес заработает сам.';
    case 'SENT':
      return `Письмо отправлено: ${moment(view.sentAt)}. Когда владелец нажмёт кнопку на странице из письма, адрес заработает сам. Ссылка действует до: ${moment(view.expiresAt)}.`;
    case 'EXPIRED':
      return `Ссылка из письма действовала до: ${moment(view.expiresAt)}. Никто не нажал кнопку. Отправьте письмо ещё раз.`;
    case 'REFUSED':
      return `Письмо не дошло: ${view.failure ?? 'почтовый сервер не назвал причину'}. Проверьте адрес или отправьте письмо ещё раз.`;
  }
}

/** «Марина Соколова, вчера, 16:30»; null: nobody has changed it. */
export const changedText = (
  { updatedAt, updatedBy }: Pick<SettingView, 'updatedAt' | 'updatedBy'>,
  now: Date,
  timeZone: string,
): string | null => (updatedAt ? `${updatedBy ?? ''}, ${momentText(updatedAt, now, timeZone)}` : null);

/** Why a reported receipt is not taken, for the cashier. */
export const rejectionNames: Readonly<Record<RejectReason, string>> = {
  INVALID: 'В чеке не хватает полей, или они не такие, как нужно',
  NEGATIVE_SUM: 'В чеке отрицательная сумма, цена или количество: возврат передают признаком расчёта',
  TOTAL_MISMATCH: 'Итог чека не равен сумме товаров',
  PAYMENT_MISMATCH: 'Оплата не равна итогу чека',
  CONTACT_INVALID: 'Контакт покупателя — не адрес почты и не телефон',
  NEITHER_PRINTED_NOR_SENT: 'Чек не напечатан и не отправлен: покупатель ничего не получил',
  NUMBER_TAKEN: 'Документ с этим номером ФН и ФД уже есть, но с другим фискальным признаком',
};

/** Признак расчёта. */
export const operationNames: Readonly<Record<ReceiptOperation, string>> = {
  SALE: 'Приход',
  REFUND: 'Возврат прихода',
  BUY: 'Расход',
  BUY_REFUND: 'Возврат расхода',
};

export const groupNames: Readonly<Record<JournalGroup, string>> = {
  QUEUED: 'В очереди',
  GONE: 'Отправлен или доставлен',
  LOST: 'Не доставлен',
  VIA_OFD: 'На телефон, через ОФД',
  PRINTED: 'Напечатан',
};

/** Beginnings of codes of RFC 3463 in words; what has none is told in the words of the mail server. */
const failureNames: readonly (readonly [code: string, text: string])[] = [
  ['5.1.1', 'такого адреса нет'],
  ['5.1.2', 'такого почтового сервера нет'],
  ['5.1.10', 'этот сервер не принимает почту'],
  ['5.2.1', 'ящик отключён'],
  ['5.2.2', 'ящик переполнен'],
  ['5.4', 'почтовый сервер получателя не отвечает'],
  ['5.7', 'почтовый сервер получателя отказался принять письмо'],
];

/** Why a letter did not arrive: «такого адреса нет». */
export function failureText({
  statusCode,
  reason,
}: {
  readonly statusCode: string | null;
  readonly reason: string | null;
}): string {
  const [, known] =
    failureNames.find(([code]) => statusCode === code || statusCode?.startsWith(`${code}.`)) ?? [];
  return known ?? reason ?? 'касса не передала адрес';
}

export const addresseeNames: Readonly<Record<LetterAddressee, string>> = {
  BUYER: 'покупателю',
  DEFAULT: 'на адрес по умолчанию',
  OTHER: 'на другой адрес',
};

export const letterWords: Readonly<Record<LetterState, { tone: Tone; text: string }>> = {
  QUEUED: { tone: 'waits', text: 'В очереди' },
  SENDING: { tone: 'waits', text: 'Отправляется' },
  SENT: { tone: 'works', text: 'Отправлено' },
  DELIVERED: { tone: 'works', text: 'Доставлено' },
  BOUNCED: { tone: 'failed', text: 'Вернулось' },
  FAILED: { tone: 'failed', text: 'Не отправлено' },
};
