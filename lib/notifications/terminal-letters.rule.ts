import { counted, dateInText } from '@/lib/core/text';
import { daysInWords, type Notice, type NoticeKind } from '@/lib/terminals/deadline.rule';
import type { LetterParts } from './letter.rule';

export interface ToldTerminal {
  readonly id: string;
  readonly name: string;
  readonly storeName: string;
  readonly notices: readonly Notice[];
}

/** The worst first. */
const order: readonly NoticeKind[] = [
  'LOCKED',
  'DRIVE_OVER',
  'LOCK_SOON',
  'DRIVE_DAYS',
  'SILENT',
  'DRIVE_MONTH',
];
/** More terminals than this are no letter any more: the cabinet has the list. */
const NAMED = 30;

const words: Record<NoticeKind, (notice: Notice) => string> = {
  LOCKED: () => 'чеки не переданы в ОФД 30 дней, ФН блокирует продажи',
  LOCK_SOON: ({ days }) => `чеки не передаются в ОФД, через ${daysInWords(days)} ФН заблокирует продажи`,
  SILENT: ({ days }) => `молчит ${daysInWords(days)}`,
  DRIVE_MONTH: ({ since }) => `срок ФН истекает ${dateInText(since)}`,
  DRIVE_DAYS: ({ since, days }) => `срок ФН истекает ${dateInText(since)}, осталось ${daysInWords(days)}`,
  DRIVE_OVER: ({ since }) => `срок ФН истёк ${dateInText(since)}, продажи остановлены`,
};

const advice: Record<NoticeKind, string> = {
  LOCKED:
    'Включите кассу, подключите её к интернету и дождитесь отправки чеков: после этого продажи откроются.',
  LOCK_SOON: 'Включите кассу и подключите её к интернету: накопленные чеки уйдут в ОФД сами.',
  SILENT: 'Проверьте, включена ли касса и есть ли у неё интернет.',
  DRIVE_MONTH: 'Закажите новый ФН и договоритесь о замене, потом впишите его номер и срок на странице кассы.',
  DRIVE_DAYS: 'Замените ФН и впишите его номер и срок на странице кассы.',
  DRIVE_OVER: 'Замените ФН и перерегистрируйте кассу, потом впишите номер и срок на её странице.',
};

const rank = (kind: NoticeKind): number => order.indexOf(kind);

/** One letter of all terminals of a person that have come to a day worth telling. Null: there are none. */
export function terminalLetter(terminals: readonly ToldTerminal[]): LetterParts | null {
  const lines = terminals
    .flatMap(({ notices, ...terminal }) => notices.map((notice) => ({ terminal, notice })))
    .sort((a, b) => rank(a.notice.kind) - rank(b.notice.kind));
  const [first] = lines;
  if (!first) return null;
  const only = terminals.length === 1 ? terminals[0] : undefined;
  const kinds = order.filter((kind) => lines.some(({ notice }) => notice.kind === kind));
  const more = lines.length - NAMED;
  return {
    because: 'Письмо пришло, потому что у вас есть право управлять кассами.',
    subject: only
      ? `Касса «${only.name}»: ${words[first.notice.kind](first.notice)}`
      : `${counted(terminals.length, ['касса требует', 'кассы требуют', 'касс требуют'])} внимания`,
    paragraphs: [
      ...lines
        .slice(0, NAMED)
        .map(
          ({ terminal, notice }) =>
            `«${terminal.name}», магазин «${terminal.storeName}»: ${words[notice.kind](notice)}.`,
        ),
      ...(more > 0 ? [`И ещё ${String(more)}: полный список в кабинете.`] : []),
      ...kinds.map((kind) => advice[kind]),
    ],
    action: only
      ? { label: 'Открыть кассу', path: `/terminals/${only.id}` }
      : { label: 'Открыть список касс', path: '/terminals?sort=drive' },
  };
}
