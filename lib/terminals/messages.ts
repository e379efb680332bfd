import type { Messages } from '@/lib/core/messages';

export type TerminalCode = 'FORBIDDEN' | 'NOT_FOUND' | 'TOO_MANY_CODES' | 'NOT_PAIRED';

export const terminalMessages = {
  FORBIDDEN: {
    text: 'У вашей роли нет права подключать и отвязывать кассы. Попросите владельца организации.',
  },
  NOT_FOUND: { text: 'Не найдено. Возможно, кассы или магазина больше нет или у вас нет к ним доступа.' },
  TOO_MANY_CODES: {
    text: ({ limit }) =>
      `Уже ждут подключения ${String(limit ?? '')} касс. Подключите их или подождите 15 минут, пока коды не истекут.`,
  },
  NOT_PAIRED: { text: 'Касса уже отвязана. Обновите страницу.' },
} as const satisfies Messages<TerminalCode>;
