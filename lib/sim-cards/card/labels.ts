import type { CardLogView } from './model';

const said = (text: string | null): string => `«${text ?? ''}»`;

/** One entry of the history in words, without who did it. */
export function logTitle({ kind, before, after }: Pick<CardLogView, 'kind' | 'before' | 'after'>): string {
  switch (kind) {
    case 'CLAIMED':
      return after === null
        ? 'Добавлена по номеру'
        : `Добавлена по номеру и привязана к кассе ${said(after)}`;
    case 'BOUND':
      return before === null
        ? `Привязана к кассе ${said(after)}`
        : `Перенесена с кассы ${said(before)} на кассу ${said(after)}`;
    case 'UNBOUND':
      return `Отвязана от кассы ${said(before)}`;
    case 'LABELLED':
      if (after === null) return `Метка ${said(before)} снята`;
      return before === null ? `Метка ${said(after)}` : `Метка ${said(before)} изменена на ${said(after)}`;
    case 'LIMIT_SET':
      return `Лимит трафика: ${after ?? ''}`;
    case 'LIMIT_NEAR':
      return `Трафик близок к лимиту: ${after ?? ''}`;
    case 'LIMIT_OVER':
      return `Трафик больше лимита: ${after ?? ''}`;
    case 'DEVICE_CHANGED':
      return before === null
        ? `Стоит в устройстве ${after ?? ''}`
        : `Переставлена в другое устройство: ${after ?? ''}`;
    case 'IMEI_LOCKED':
      return `Заблокирована за устройством ${after ?? ''}`;
    case 'IMEI_UNLOCKED':
      return 'Блокировка по IMEI снята';
    case 'IMEI_LOCK_FAILED':
      return 'Блокировку по IMEI изменить не удалось';
    case 'OPERATOR_UNKNOWN':
      return 'Сверка: оператор не знает эту карту';
    case 'OPERATOR_KNOWN':
      return 'Сверка: оператор снова знает эту карту';
    case 'OPERATOR_ALIVE':
      return after === null
        ? 'Сверка: у оператора карта не закрыта'
        : 'Сверка: у оператора карта не закрыта, просим закрыть снова';
    case 'OPERATOR_CLOSED':
      return 'Сверка: карта закрыта и у оператора';
  }
}
