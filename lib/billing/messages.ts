import type { Messages } from '@/lib/core/messages';
import type { StartTopUpCode } from './commands/start-top-up';

export const billingMessages = {
  FORBIDDEN: { text: 'Пополнять счёт могут владелец и бухгалтер.' },
  REQUEST_REUSED: {
    text: 'Этот платёж уже создан на другую сумму. Обновите страницу и введите сумму снова.',
  },
  PAYMENT_REFUSED: {
    text: ({ reason }) => `Платёжная система не приняла платёж: ${String(reason)}. Деньги не списаны.`,
  },
} as const satisfies Messages<StartTopUpCode>;

const cancellationTexts: Readonly<Record<string, string>> = {
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
};

/** Why the payment was not made and what to do, for the sentence «Платёж не прошёл: …». */
export const cancellationText = (reason: string | null): string =>
  cancellationTexts[reason ?? ''] ?? 'платёжная система отклонила его';
