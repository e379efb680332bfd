import type { Messages } from '@/lib/core/messages';
import type { ImportCode } from './import';

const line = (number: unknown): string => `строка ${String(number)}`;

export const bankMessages = {
  FORBIDDEN: { text: 'Выписки банка загружают сотрудники продавца. Попросите их, если платёж не зачислен.' },
  FILE_TOO_LARGE: {
    text: ({ most }) => `Файл больше ${String(most)}\u00a0МБ. Выгрузите выписку за меньший срок.`,
    field: 'file',
  },
  NO_SELLER: { text: 'Не заданы реквизиты получателя: с чьим счётом сверять выписку, неизвестно.' },
  NOT_STATEMENT: {
    text: 'Это не выписка в формате 1С: первой строкой нужна 1CClientBankExchange. Выгрузите её из клиент-банка для 1С.',
    field: 'file',
  },
  STATEMENT_CUT: {
    text: ({ line: number }) =>
      `Файл обрывается: ${line(number)}. Ничего не зачислено. Выгрузите выписку заново.`,
    field: 'file',
  },
  STATEMENT_LINE: {
    text: ({ line: number, field }) =>
      `Поле «${String(field)}» не читается: ${line(number)}. Ничего не зачислено. Выгрузите выписку заново.`,
    field: 'file',
  },
  STATEMENT_TOTALS: {
    text: ({ line: number, field }) =>
      `Итог «${String(field)}» не сходится с платежами: ${line(number)}. Файл повреждён или изменён, ничего не зачислено.`,
    field: 'file',
  },
  STATEMENT_ACCOUNT: {
    text: ({ account }) => `Это выписка по другому счёту: ${String(account)}. Ничего не зачислено.`,
    field: 'file',
  },
} as const satisfies Messages<ImportCode | 'FORBIDDEN' | 'FILE_TOO_LARGE'>;
