import { counted, type PluralForms } from '@/lib/core/text';
import type {
  ChangedField,
  Difference,
  FieldChange,
  ImportResult,
  ReadingFailure,
  StoreSimilarity,
  UnusableReason,
} from './model';

const storeForms: PluralForms = ['магазин', 'магазина', 'магазинов'];
const terminalForms: PluralForms = ['касса', 'кассы', 'касс'];
const terminalsIn: PluralForms = ['кассу', 'кассы', 'касс'];

export const storesCount = (count: number): string => counted(count, storeForms);
export const terminalsCount = (count: number): string => counted(count, terminalForms);

const fieldNames: Readonly<Record<ChangedField, string>> = {
  name: 'название',
  address: 'адрес',
  store: 'магазин',
  serialNumber: 'заводской номер',
  imei: 'IMEI',
  model: 'модель',
};

/** «название: «Касса 1» → «Касса 2», в кабинете «Касса у окна»» */
export function changeText({ field, before, after, ours }: FieldChange): string {
  const from = before === null ? '' : `«${before}» → `;
  const here = ours === null ? '' : `; в кабинете сейчас «${ours}»`;
  const note = field === 'serialNumber' ? '; это другая касса, её нужно подключить заново' : '';
  return `${fieldNames[field]}: ${from}«${after}»${here}${note}`;
}

export const similarityText: Readonly<Record<StoreSimilarity, string>> = {
  BOTH: 'те же название и адрес',
  NAME: 'то же название',
  ADDRESS: 'тот же адрес',
};

export const unusableText: Readonly<Record<UnusableReason, string>> = {
  NUMBER:
    'Кассу с таким заводским номером добавить нельзя. Сверьте номер в облаке с наклейкой на кассе, 14 цифр.',
  NO_STORE: 'В облаке она не стоит ни в одном магазине. Выберите ей магазин в личном кабинете Эвотор.',
  ELSEWHERE: 'В облаке она теперь в магазине, к которому у вас нет доступа. Перенесёт её владелец.',
};

export const failureText: Readonly<Record<ReadingFailure, { title: string; text: string }>> = {
  TOKEN_REFUSED: {
    title: 'Облако не приняло токен',
    text: 'Он неверный или отозван. Получите новый в личном кабинете Эвотор и замените токен.',
  },
  TOKEN_LOST: {
    title: 'Токен не прочитать',
    text: 'Ключ кабинета сменился, и сохранённый токен им не открывается. Введите токен ещё раз.',
  },
  NOT_PAID: {
    title: 'Облако говорит, что приложение не оплачено',
    text: 'Оплатите приложение, которому выдан токен, в личном кабинете Эвотор и прочитайте облако заново.',
  },
  NO_RIGHTS: {
    title: 'Токену не хватает прав',
    text: 'Дайте приложению права на магазины и смарт-терминалы в личном кабинете Эвотор и прочитайте облако заново.',
  },
  BUSY: {
    title: 'Облако всё время просит подождать',
    text: 'Его спрашивают слишком часто, возможно, другие приложения. Повторите через час.',
  },
  UNAVAILABLE: {
    title: 'Облако не отвечает',
    text: 'Мы пробовали несколько раз. Ничего не изменено, повторите через несколько минут.',
  },
  UNREADABLE: {
    title: 'Ответ облака не понять',
    text: 'Он не такой, как в описании. Ничего не изменено: неполный список мы за полный не принимаем.',
  },
  CURSOR_REPEATED: {
    title: 'Облако отдаёт одни и те же страницы по кругу',
    text: 'Список так не кончится, и чтение остановлено. Ничего не изменено, повторите позже.',
  },
  TOO_LONG: {
    title: 'Облако отдаёт страницы без конца',
    text: 'Чтение остановлено, ничего не изменено. Повторите позже.',
  },
};

/** What an import has done, a sentence for each kind of thing; empty: nothing. */
export function resultSentences(result: ImportResult): string[] {
  const line = (count: number, before: string, forms: PluralForms) =>
    count > 0 ? [`${before} ${counted(count, forms)}.`] : [];
  return [
    ...line(result.storesAdded, 'Добавлено:', storeForms),
    ...line(result.storesTied, 'Связано с вашими:', storeForms),
    ...line(result.storesChanged, 'Изменено:', storeForms),
    ...line(result.terminalsAdded, 'Добавлено:', terminalForms),
    ...line(result.terminalsTied, 'Уже были в кабинете и связаны с облаком:', terminalForms),
    ...line(result.terminalsChanged, 'Изменено:', terminalForms),
    ...(result.untied > 0 ? [`Больше не сверяются с облаком: ${String(result.untied)}.`] : []),
    ...(result.refused > 0
      ? [`Не добавлено из-за заводского номера: ${counted(result.refused, terminalForms)}.`]
      : []),
  ];
}

/** «2 магазина и 5 касс»: how much an import would touch. */
export function amountText(stores: number, terminals: number): string {
  const parts = [
    ...(stores > 0 ? [counted(stores, storeForms)] : []),
    ...(terminals > 0 ? [counted(terminals, terminalsIn)] : []),
  ];
  return parts.join(' и ');
}

/** «Совпадают: 4 магазина, 12 касс» */
export const unchangedText = ({ unchanged }: Difference): string =>
  `Без изменений: ${storesCount(unchanged.stores)}, ${terminalsCount(unchanged.terminals)}.`;
