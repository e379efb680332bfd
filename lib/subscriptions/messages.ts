import type { Messages } from '@/lib/core/messages';
import type { ChangePeriodCode } from './commands/change-period';
import type { ChangePeriodNowCode } from './commands/change-period-now';
import type { QuotePeriodChangeCode } from './commands/quote-period-change';
import type { RenewNowCode } from './commands/renew-now';
import type { ResumeCode } from './commands/resume';
import type { StopCode } from './commands/stop';

type Code =
  ChangePeriodCode | ChangePeriodNowCode | QuotePeriodChangeCode | RenewNowCode | ResumeCode | StopCode;

export const subscriptionMessages = {
  FORBIDDEN: { text: 'Подписками управляют владелец и администратор.' },
  NOT_FOUND: { text: 'Подписка не найдена. Возможно, у вас нет к ней доступа.' },
  PERIOD_INVALID: {
    text: 'Выберите период оплаты: раз в месяц, раз в 3 месяца или раз в 12 месяцев.',
    field: 'period',
  },
  SUBSCRIPTION_ENDED: { text: 'Подписка уже закончилась. Подключите её заново: начнётся новый период.' },
  RENEWAL_STOPPED: { text: 'Подписка остановлена. Сначала возобновите её.' },
  RENEWAL_DUE: {
    text: 'Оплаченный срок закончился. Сначала продлите подписку: новый период можно выбрать на следующий срок.',
    field: 'period',
  },
  PERIOD_NOT_UPWARD: {
    text: 'Сразу можно перейти только на более длинный период с доплатой. Более короткий начнётся, когда закончится оплаченный срок.',
    field: 'period',
  },
  QUOTE_EXPIRED: { text: 'Сумма действовала 15 минут и устарела. Посмотрите новую и подтвердите её.' },
  QUOTE_CHANGED: { text: 'Цена или период изменились, пока окно было открыто. Проверьте сумму и повторите.' },
  INSUFFICIENT_FUNDS: {
    text: ({ missing }) => `На счёте не хватает ${String(missing)}. Пополните счёт и повторите.`,
  },
} as const satisfies Messages<Code>;
