import type { Messages } from '@/lib/core/messages';
import type { DetailsCode } from './details.rule';
import type { MoveCode } from './move.rule';

export type TerminalCode = 'FORBIDDEN' | 'NOT_FOUND' | 'TOO_MANY_CODES' | 'NOT_PAIRED';

const NOT_FOUND = {
  text: 'Не найдено. Возможно, кассы или магазина больше нет или у вас нет к ним доступа.',
};

export const terminalMessages = {
  FORBIDDEN: {
    text: 'У вашей роли нет права подключать и отвязывать кассы. Попросите владельца организации.',
  },
  NOT_FOUND,
  TOO_MANY_CODES: {
    text: ({ limit }) =>
      `Уже ждут подключения ${String(limit ?? '')} касс. Подключите их или подождите 15 минут, пока коды не истекут.`,
  },
  NOT_PAIRED: { text: 'Касса уже отвязана. Обновите страницу.' },
} as const satisfies Messages<TerminalCode>;

export type MoveTerminalsCode = 'FORBIDDEN' | MoveCode;

export const moveMessages = {
  FORBIDDEN: { text: 'У вашей роли нет права перемещать кассы. Попросите владельца организации.' },
  NOT_FOUND,
  MOVED_MEANWHILE: {
    text: ({ name }) =>
      `Касса «${String(name ?? '')}» уже не в том магазине: её переместили, пока страница была открыта. Ничего не изменено, обновите страницу.`,
  },
} as const satisfies Messages<MoveTerminalsCode>;

export type ChangeDetailsCode = 'FORBIDDEN' | 'NOT_FOUND' | 'DRIVE_TAKEN' | 'REG_NUMBER_TAKEN' | DetailsCode;

export const detailsMessages = {
  FORBIDDEN: { text: 'У вашей роли нет права менять данные кассы. Попросите владельца организации.' },
  NOT_FOUND,
  CHANGED_MEANWHILE: {
    text: 'Данные кассы изменили, пока форма была открыта. Закройте её, посмотрите новые значения и повторите.',
  },
  DRIVE_TAKEN: {
    text: 'Такой номер ФН записан у другой кассы организации. Проверьте цифры на наклейке.',
    field: 'fiscalDrive',
  },
  REG_NUMBER_TAKEN: {
    text: 'Такой РНМ записан у другой кассы организации. Проверьте цифры в карточке регистрации.',
    field: 'kktRegNumber',
  },
  DRIVE_DATE_WRONG: {
    text: 'Такого срока у ФН не бывает: накопитель рассчитан не больше чем на 36 месяцев.',
    field: 'fiscalDriveExpiresOn',
  },
  DRIVE_NUMBER_REQUIRED: { text: 'Впишите номер ФН, у которого этот срок.', field: 'fiscalDrive' },
} as const satisfies Messages<ChangeDetailsCode>;
