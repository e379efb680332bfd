import type { Messages } from '@/lib/core/messages';
import type { CancelInvoiceCode } from './commands/cancel-invoice';
import type { IssueInvoiceCode } from './commands/issue-invoice';

export const invoicingMessages = {
  FORBIDDEN: { text: 'Выставлять счета могут владелец и бухгалтер.' },
  NOT_FOUND: { text: 'Счёт не найден. Возможно, у вас нет к нему доступа.' },
  REQUEST_REUSED: { text: 'Этот счёт уже выставлен на другую сумму. Обновите страницу и повторите.' },
  NO_SELLER: { text: 'Счета пока не выставляются: не заданы реквизиты получателя. Пополните счёт картой.' },
  NO_INN: {
    text: ({ inn }) =>
      `ИНН организации записан с ошибкой: ${String(inn)}. По нему платёж не нашёл бы счёт. Проверьте ИНН в разделе «Настройки».`,
  },
  NOTHING_DUE: { text: 'В этот срок списаний не будет. Выберите срок больше или введите сумму.' },
  LINES_CHANGED: {
    text: ({ total }) =>
      `Пока вы выбирали, списания изменились: теперь их на ${String(total)}. Проверьте и выставьте счёт снова.`,
  },
  TOO_LARGE: { text: 'В одном счёте — не больше 10 000 000 ₽. Выберите срок меньше.' },
  ALREADY_PAID: { text: 'Счёт уже оплачен, отменить его нельзя. Деньги на лицевом счёте.' },
} as const satisfies Messages<IssueInvoiceCode | CancelInvoiceCode>;
