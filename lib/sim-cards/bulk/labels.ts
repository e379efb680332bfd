import { counted, type PluralForms } from '@/lib/core/text';
import type { BulkItemState, BulkState } from './bulk-state.rule';
import type { RowProblem } from './card-list.rule';
import type { BulkAction, BulkDetail, BulkRow, ItemFilter } from './model';

const cardForms: PluralForms = ['карта', 'карты', 'карт'];
const ofCards: PluralForms = ['карты', 'карт', 'карт'];
const accusative: PluralForms = ['карту', 'карты', 'карт'];

/** «10 000 карт», the nominative. */
export const cardsCount = (count: number): string => counted(count, cardForms);
/** «1 карты», «10 000 карт»: after a noun. */
export const ofCardsText = (count: number): string => counted(count, ofCards);
/** «1 карту», «2 карты»: what a verb is done to, with the number always said. */
export const manyCards = (count: number): string => counted(count, accusative);

export const bulkStateWords: Readonly<Record<BulkState, string>> = {
  DRAFT: 'Проверено, не запущено',
  RUNNING: 'Выполняется',
  PAUSED: 'На паузе',
  STOPPED: 'Остановлено',
  FINISHED: 'Выполнено',
  CANCELLED: 'Не запускалось',
};

export const itemStateWords: Readonly<Record<BulkItemState, string>> = {
  WAITING: 'Ждёт очереди',
  REFUSED: 'Нельзя',
  RUNNING: 'У оператора',
  DONE: 'Готово',
  FAILED: 'Не получилось',
  LEFT: 'Не тронута',
};

export const filterWords: Readonly<Record<ItemFilter, string>> = {
  BAD: 'С ошибками',
  WAITING: 'Ждут',
  RUNNING: 'У оператора',
  DONE: 'Готово',
  LEFT: 'Не тронуты',
};

export const verbs: Readonly<Record<BulkAction, string>> = {
  ACTIVATE: 'Активировать',
  DEACTIVATE: 'Отключить',
};

export const bulkTitle = ({ action, total }: Pick<BulkRow, 'action' | 'total'>): string =>
  `${action === 'ACTIVATE' ? 'Активация' : 'Отключение'} ${ofCardsText(total)}`;

/** «Активируем карты»: what is being done now. */
export const bulkDoing = (action: BulkAction): string =>
  action === 'ACTIVATE' ? 'Активируем карты' : 'Отключаем карты';

/** «Активировано», «Отключено»: before a number. */
export const bulkDone = (action: BulkAction): string =>
  action === 'ACTIVATE' ? 'Активировано' : 'Отключено';

/** Where the list came from. */
export function originText({ origin, fileName }: Pick<BulkRow, 'origin' | 'fileName'>): string {
  if (origin === 'FILE') return fileName ? `Файл «${fileName}»` : 'Файл';
  return { TEXT: 'Вставленный список', SELECTION: 'Выбор в списке карт', RETRY: 'Повтор' }[origin];
}

const digitForms: PluralForms = ['цифра', 'цифры', 'цифр'];

/** What is wrong with a row, and what to do. */
export function problemText(problem: RowProblem): string {
  switch (problem.code) {
    case 'ROW_EMPTY':
      return 'Номера карты в строке нет.';
    case 'ROW_CHARACTERS':
      return 'Это не номер карты: в номере только цифры.';
    case 'ROW_ROUNDED':
      return 'Таблица округлила номер, последние цифры потеряны. Сделайте столбец текстовым и введите номер заново.';
    case 'ROW_LENGTH':
      return `В номере ${counted(problem.digits, digitForms)}, а должно быть 19 или 20. Проверьте номер на пластике.`;
    case 'ROW_CHECK_DIGIT':
      return 'Контрольная цифра не сходится: в номере опечатка. Проверьте номер на пластике.';
    case 'DUPLICATE':
      return `Эта карта уже есть в строке ${problem.firstLine}.`;
  }
}

const reasonGroups: Readonly<Record<string, string>> = {
  ROW_EMPTY: 'Пустой номер',
  ROW_CHARACTERS: 'Не номер карты',
  ROW_ROUNDED: 'Номер округлён таблицей',
  ROW_LENGTH: 'Не 19 и не 20 цифр',
  ROW_CHECK_DIGIT: 'Опечатка в номере',
  DUPLICATE: 'Повтор в списке',
  NOT_FOUND: 'Такой карты у вас нет',
  OPERATOR_NOT_INTEGRATED: 'Оператор не подключён к кабинету',
  CARD_OPERATION_IN_PROGRESS: 'По карте уже выполняется операция',
  CARD_STATE: 'Состояние карты не подходит',
  CARD_HELD: 'Карта приостановлена не из-за оплаты',
  PAYMENT_NOT_QUOTED: 'Оплата карты не входила в расчёт',
  FAILED: 'Оператор отказал',
  TIMED_OUT: 'Оператор не подтвердил вовремя',
  INTERRUPTED: 'Операция прервана',
};

/** A reason in a few words, for counting. */
export const reasonWords = (code: string): string => reasonGroups[code] ?? 'Другая причина';

/** Mistakes of the list itself: to be corrected in it, not tried again. */
export const isListMistake = (code: string | null): boolean =>
  code !== null && (code.startsWith('ROW_') || code === 'DUPLICATE');

/** «осталось около 4 минут»; null: nothing is known yet. */
export function timeLeft(bulk: Pick<BulkDetail, 'counts' | 'perSecond'>): string | null {
  const left = bulk.counts.WAITING + bulk.counts.RUNNING;
  if (bulk.perSecond <= 0 || left === 0) return null;
  const seconds = left / bulk.perSecond;
  if (seconds < 60) return 'осталось меньше минуты';
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `осталось около ${counted(minutes, ['минуты', 'минут', 'минут'])}`;
  return `осталось около ${counted(Math.round(minutes / 60), ['часа', 'часов', 'часов'])}`;
}
