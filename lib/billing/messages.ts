import type { Messages } from '@/lib/core/messages';
import type { StartRefundCode } from './commands/start-refund';
import type { StartTopUpCode } from './commands/start-top-up';

export const billingMessages = {
  FORBIDDEN: { text: 'Пополнять счёт могут владелец и бухгалтер, сохранять карты — владелец.' },
  NOT_FOUND: { text: 'Карта не найдена. Возможно, её уже удалили.' },
  REQUEST_REUSED: {
    text: 'Этот платёж уже создан на другую сумму. Обновите страницу и введите сумму снова.',
  },
  PAYMENT_REFUSED: {
    text: ({ reason }) => `Платёжная система не приняла платёж: ${String(reason)}. Деньги не списаны.`,
  },
  CARD_ENDED: {
    text: 'С этой карты больше нельзя списывать: её удалили, или банк запретил списания. Выберите другую карту.',
  },
} as const satisfies Messages<StartTopUpCode>;

export const cardMessages = {
  FORBIDDEN: { text: 'Картами и автоплатежом управляет владелец организации.' },
  NOT_FOUND: billingMessages.NOT_FOUND,
  CARD_ENDED: billingMessages.CARD_ENDED,
} as const satisfies Messages<'FORBIDDEN' | 'NOT_FOUND' | 'CARD_ENDED'>;

export const refundMessages = {
  FORBIDDEN: { text: 'Возвращать деньги на карту может владелец организации.' },
  NOT_FOUND: { text: 'Платёж не найден.' },
  REQUEST_REUSED: {
    text: 'Этот возврат уже создан на другую сумму. Обновите страницу и введите сумму снова.',
  },
  PAYMENT_NOT_PAID: { text: 'Возвращать нечего: деньги по этому платежу не поступили.' },
  REFUND_TOO_MUCH: {
    text: ({ left }) => `По этому платежу можно вернуть не больше ${String(left)}.`,
    field: 'amount',
  },
  INSUFFICIENT_FUNDS: {
    text: ({ missing }) => `На лицевом счёте не хватает ${String(missing)}: часть денег уже потрачена.`,
    field: 'amount',
  },
} as const satisfies Messages<StartRefundCode>;

export const cancellationTexts: Readonly<Record<string, string>> = {
  '3d_secure_failed': 'подтверждение по 3-D Secure не пройдено. Повторите или возьмите другую карту',
  call_issuer: 'банк отклонил платёж. Позвоните в банк по номеру на карте',
  card_expired: 'срок действия карты истёк. Возьмите другую карту',
  country_forbidden: 'карта этой страны не принимается. Возьмите другую карту',
  fraud_suspected: 'банк счёл платёж подозрительным. Возьмите другую карту',
  general_decline: 'банк отклонил платёж без объяснения. Повторите или возьмите другую карту',
  identification_required: 'банк требует подтвердить личность держателя карты',
  insufficient_funds: 'на карте не хватает денег. Пополните её или возьмите другую',
  invalid_card_number: 'номер карты неверный. Проверьте и повторите',
  invalid_csc: 'код с оборота карты неверный. Проверьте и повторите',
  issuer_unavailable: 'банк не отвечает. Повторите позже',
  payment_method_limit_exceeded: 'исчерпан лимит карты. Повторите завтра или возьмите другую карту',
  payment_method_restricted: 'операции по карте ограничены. Возьмите другую карту',
  permission_revoked: 'разрешение на списание отозвано',
  internal_timeout: 'платёжная система не успела провести платёж. Повторите',
  canceled_by_merchant: 'платёж отменён',
  expired_on_confirmation: 'платёж не подтверждён на странице оплаты',
  expired_on_capture: 'платёж не подтверждён вовремя',
  no_answer: 'платёжная система не ответила. Создайте новый платёж',
  refused: 'платёжная система не приняла платёж',
  card_removed: 'карту удалили раньше, чем с неё списали деньги',
  autopay_off: 'автоплатёж выключили раньше, чем с карты списали деньги',
};

/** Why the payment was not made and what to do, for the sentence «Платёж не прошёл: …». */
export const cancellationText = (reason: string | null): string =>
  cancellationTexts[reason ?? ''] ?? 'платёжная система отклонила его';

const refundCancellationTexts: Readonly<Record<string, string>> = {
  insufficient_funds: 'у магазина в платёжной системе не хватает денег. Повторите позже',
  rejected_by_payee: 'банк карты не принял деньги. Карта закрыта или заблокирована',
  rejected_by_timeout: 'банк карты не ответил вовремя. Повторите позже',
  yoo_money_account_closed: 'кошелёк, с которого платили, закрыт',
  no_answer: 'платёжная система не провела его. Создайте новый возврат',
  refused: 'платёжная система не приняла его',
};

/** Why money did not go back and what to do, for the sentence «Возврат не прошёл: …». */
export const refundCancellationText = (reason: string | null): string =>
  refundCancellationTexts[reason ?? ''] ?? 'банк карты отклонил его без объяснения. Повторите позже';

/** Why the system has switched autopay off and what to do. */
export function autopayOffText(reason: string): string {
  if (reason === 'card_removed') return 'Карту удалили, поэтому списаний больше нет';
  if (reason === 'permission_revoked') return 'Держатель карты отозвал у банка разрешение на списания';
  return `Банк не принимает карту: ${cancellationText(reason)}`;
}
