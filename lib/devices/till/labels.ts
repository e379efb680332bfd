import type { DecisionReason, ReceiptDecision } from '@/lib/receipts/decide-receipt.rule';
import { reasonNames } from '@/lib/receipts/labels';
import type { AppliedModule, Condition, Good, PaymentKind } from './model';
import type { Fate } from './queue.rule';
import type { SaleBlock } from './sale.rule';

type Tone = 'works' | 'waits' | 'attention' | 'failed' | 'off';

const reasons: Readonly<Record<DecisionReason, string>> = {
  ...reasonNames,
  PAPER_CHOSEN: 'Так выбрано',
  NO_CONTACT: 'Покупатель не назвал ни почты, ни телефона',
  CONTACT_INVALID: 'Это не почта и не телефон',
  NO_ANSWER: 'Никто не выбрал, как отдать чек: касса печатает',
  DEFAULT_ADDRESS_ONLY:
    'Чек получит только адрес по умолчанию. Покупателю положен свой: предложите назвать почту или напечатайте',
};

/** Why a receipt goes the way it goes, a sentence each. */
export const reasonsInWords = ({ reasons: codes }: ReceiptDecision): string[] =>
  [...new Set(codes)].map((code) => reasons[code]);

/** What the till will do: «Напечатает и отправит на b@mail.ru». */
export function outcomeText({ printed, to, addressee }: ReceiptDecision): string {
  const sent =
    to === null ? null : `отправит на ${addressee === 'DEFAULT' ? 'адрес по умолчанию, ' : ''}${to}`;
  if (sent === null) return 'Касса напечатает чек';
  return printed ? `Касса напечатает чек и ${sent}` : `Касса не печатает чек и ${sent}`;
}

/** What it has done: «напечатан, отправлен на b@mail.ru». */
export function doneText({ printed, to }: ReceiptDecision): string {
  const sent = to === null ? '' : `электронный на ${to}`;
  return [printed ? 'напечатан' : 'не напечатан', sent].filter(Boolean).join(', ');
}

export const blockNames: Readonly<Record<SaleBlock, string>> = {
  NOT_CONNECTED: 'Касса не подключена к кабинету',
  PAPER_OUT: 'Закончилась чековая лента. Без неё касса не продаёт, даже если чек электронный',
  BATTERY_EMPTY: 'Батарея разряжена: поставьте кассу на зарядку',
  DRIVE_LOCKED: 'Фискальный накопитель заблокирован: чеки не передаются больше 30 дней. Включите сеть',
  EMPTY: 'Добавьте товары',
  NOTHING_TO_PAY: 'Итог чека — ноль: проверьте цены',
  TOO_MUCH: 'Итог больше миллиарда рублей: проверьте количество и цены',
};

export const fateLabels: Readonly<Record<Fate, { readonly tone: Tone; readonly text: string }>> = {
  WAITING: { tone: 'waits', text: 'Ждёт связи с кабинетом' },
  ACCEPTED: { tone: 'works', text: 'Передан в кабинет' },
  DUPLICATE: { tone: 'works', text: 'Уже был в кабинете' },
  REFUSED: { tone: 'failed', text: 'Кабинет не принял' },
  UNKNOWN: { tone: 'off', text: 'Передан раньше' },
};

export const paymentNames: Readonly<Record<PaymentKind, string>> = { CASH: 'Наличными', CARD: 'Картой' };

export const unitNames: Readonly<Record<Good['unit'], string>> = { PIECE: 'шт.', WEIGHT: 'кг' };

export const paperChoices: readonly { readonly value: Condition['paper']; readonly label: string }[] = [
  { value: 'OK', label: 'есть' },
  { value: 'LOW', label: 'заканчивается' },
  { value: 'OUT', label: 'закончилась' },
];

export const networkChoices: readonly { readonly value: Condition['network']; readonly label: string }[] = [
  { value: 'WIFI', label: 'Wi-Fi' },
  { value: 'MOBILE', label: 'мобильный интернет' },
  { value: 'ETHERNET', label: 'кабель' },
];

const DAY_SECONDS = 86_400;
export const clockChoices: readonly { readonly value: string; readonly label: string }[] = [
  { value: '0', label: 'верные' },
  { value: String(-3 * DAY_SECONDS), label: 'отстают на 3 дня' },
  { value: String(3 * DAY_SECONDS), label: 'спешат на 3 дня' },
];

export const appliedNames: Readonly<Record<AppliedModule['state'], { tone: Tone; text: string }>> = {
  INSTALLED: { tone: 'works', text: 'Стоит' },
  REMOVED: { tone: 'off', text: 'Удалён' },
  FAILED: { tone: 'failed', text: 'Не поставлен' },
};
