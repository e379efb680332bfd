import type { Messages } from '@/lib/core/messages';
import { counted } from '@/lib/core/text';
import { CLAIM_LIST_LIMIT } from './model';

export type ClaimCode =
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'MODULE_NOT_INSTALLED'
  | 'CARD_CHARACTERS'
  | 'CARD_LENGTH'
  | 'CARD_CHECKSUM'
  | 'CARD_UNKNOWN'
  | 'RATE_LIMITED'
  | 'OPERATOR_NOT_INTEGRATED'
  | 'OPERATOR_UNAVAILABLE'
  | 'STORE_REQUIRED'
  | 'TERMINAL_HAS_CARD'
  | 'LIST_TOO_LONG';

export const claimMessages = {
  FORBIDDEN: { text: 'У вашей роли нет права добавлять карты. Попросите владельца организации.' },
  NOT_FOUND: { text: 'Магазин или касса не найдены. Возможно, их больше нет или у вас нет к ним доступа.' },
  MODULE_NOT_INSTALLED: {
    text: 'Модуль «Кассовые сервисы» не установлен, без него карты не добавить. Установите его в разделе «Модули».',
  },
  CARD_CHARACTERS: {
    text: ({ text, place }) =>
      text
        ? `В номере только цифры, а на ${place ?? ''}-м месте стоит «${text}».`
        : 'В номере карты только цифры. Перепишите его с пластика.',
    field: 'number',
  },
  CARD_LENGTH: {
    text: ({ digits }) =>
      `В номере карты 19 или 20 цифр, а здесь ${digits ?? ''}. ${
        Number(digits) < 19 ? 'Проверьте, не пропущена ли цифра.' : 'Проверьте, нет ли лишней цифры.'
      }`,
    field: 'number',
  },
  CARD_CHECKSUM: {
    text: ({ digits }) =>
      `Контрольная цифра не сходится: в номере опечатка. Сверьте его с пластиком, особенно соседние цифры.${
        digits === 19 ? ' Если на карте 20 цифр, введите все.' : ''
      }`,
    field: 'number',
  },
  CARD_UNKNOWN: {
    text: 'Карту с этим номером добавить не удалось. Сверьте номер с пластиком; если он верный, обратитесь туда, где получили карту.',
    field: 'number',
  },
  RATE_LIMITED: {
    text: 'Слишком много номеров подряд не подошло. Подождите час и попробуйте снова, пока ничего не проверено.',
  },
  OPERATOR_NOT_INTEGRATED: {
    text: ({ operator }) =>
      `Оператор ${operator ?? ''} не подключён к кабинету: проверить его карту и управлять ею отсюда нельзя.`,
    field: 'number',
  },
  OPERATOR_UNAVAILABLE: {
    text: ({ operator }) =>
      `Оператор ${operator ?? ''} сейчас не отвечает, проверить карту нельзя. Попробуйте через несколько минут.`,
  },
  STORE_REQUIRED: { text: 'Выберите магазин, в котором будет карта.', field: 'storeId' },
  TERMINAL_HAS_CARD: {
    text: ({ card }) =>
      `На этой кассе уже есть карта ${card ?? ''}. Выберите другую кассу или добавьте карту без кассы.`,
    field: 'terminalId',
  },
  LIST_TOO_LONG: {
    text: ({ lines }) =>
      `В списке ${counted(Number(lines), ['строка', 'строки', 'строк'])}, а за один раз добавляется не больше ${CLAIM_LIST_LIMIT}. Разделите список.`,
    field: 'text',
  },
} as const satisfies Messages<ClaimCode>;
