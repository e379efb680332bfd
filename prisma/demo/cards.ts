import type { BillingPeriod } from '@/lib/catalog/model';
import type { PlanStory, StoreKey } from './chain';

export interface CardStory {
  readonly operator: 'mts' | 'megafon' | 'beeline';
  readonly state:
    | 'READY'
    | 'ACTIVATING'
    | 'ACTIVATION_FAILED'
    | 'ACTIVE'
    | 'DEACTIVATING'
    | 'INACTIVE'
    | 'SUSPENDED'
    | 'TERMINATED';
  /** name of the terminal; a card without one belongs to a store or to none */
  readonly terminal?: string;
  readonly store?: StoreKey;
  readonly label?: string;
  readonly order?: 1 | 2;
  readonly pays?: PlanStory;
  /** the last operation was refused in these words */
  readonly refusedBecause?: string;
  readonly trafficDaysAgo?: number;
  /** has used more than the organization wants */
  readonly overLimit?: true;
  /** its operator sees it in another device than its terminal */
  readonly elsewhere?: true;
  readonly note?: string;
  /** days since it became what it is */
  readonly sinceDays: number;
}

const card = (
  period: BillingPeriod,
  months: number,
  days: number,
  more: Partial<PlanStory> = {},
): PlanStory => ({
  plan: 'cash-services-card',
  period,
  months,
  days,
  ...more,
});

export const NO_OWNER = 'Номер заблокирован оператором: нет данных о владельце';

export const cards: readonly CardStory[] = [
  { operator: 'mts', state: 'ACTIVE', terminal: 'Прилавок 1', sinceDays: 235, pays: card('M12', 8, 10) },
  {
    operator: 'mts',
    state: 'ACTIVE',
    terminal: 'Прилавок 2',
    sinceDays: 180,
    trafficDaysAgo: 26,
    pays: card('M1', 6, 5),
  },
  { operator: 'mts', state: 'ACTIVE', terminal: 'Прилавок 3', sinceDays: 290, pays: card('M3', 10, 12) },
  {
    operator: 'mts',
    state: 'ACTIVE',
    terminal: 'Кафетерий',
    sinceDays: 42,
    elsewhere: true,
    pays: card('M1', 0, 0, { fromThirtyFirst: true }),
  },
  {
    operator: 'megafon',
    state: 'ACTIVE',
    terminal: 'Касса в зале',
    order: 1,
    sinceDays: 148,
    overLimit: true,
    note: 'К этой кассе по вечерам подключают планшет для обучения кассиров',
    pays: card('M1', 5, 5),
  },
  {
    operator: 'megafon',
    state: 'ACTIVE',
    terminal: 'Малышева 1',
    order: 1,
    sinceDays: 130,
    pays: card('M3', 5, 24),
  },
  {
    operator: 'megafon',
    state: 'ACTIVE',
    terminal: 'Малышева 2',
    order: 1,
    sinceDays: 205,
    pays: card('M1', 7, 5),
  },
  { operator: 'beeline', state: 'ACTIVE', terminal: 'Проспект 1', label: 'куплена с кассой', sinceDays: 400 },
  { operator: 'mts', state: 'READY', terminal: 'Выпечка', order: 2, sinceDays: 20 },
  { operator: 'mts', state: 'READY', store: 'park', label: 'запасная', order: 2, sinceDays: 20 },
  {
    operator: 'megafon',
    state: 'READY',
    terminal: 'Касса у входа',
    sinceDays: 1,
    pays: card('M1', 0, -1),
    refusedBecause: NO_OWNER,
  },
  { operator: 'mts', state: 'ACTIVATING', terminal: 'Малышева 3', sinceDays: 0, pays: card('M1', 0, 0) },
  {
    operator: 'megafon',
    state: 'DEACTIVATING',
    terminal: 'Кондитерская',
    sinceDays: 0,
    pays: card('M1', 3, 15),
  },
  { operator: 'mts', state: 'ACTIVATION_FAILED', terminal: 'Проспект 2', sinceDays: 45 },
  {
    operator: 'mts',
    state: 'INACTIVE',
    store: 'center',
    label: 'летняя веранда',
    note: 'Вернуть на веранду в мае. Пластик в сейфе у администратора',
    sinceDays: 51,
    pays: card('M12', 5, 21),
  },
  { operator: 'megafon', state: 'INACTIVE', store: 'ural', label: 'со старой кассы', sinceDays: 96 },
  {
    operator: 'megafon',
    state: 'SUSPENDED',
    terminal: 'Посёлок Янтарный',
    sinceDays: 12,
    pays: card('M1', 3, -12, { stopped: true, endedAfter: 3 }),
  },
  {
    operator: 'mts',
    state: 'TERMINATED',
    label: 'утеряна',
    store: 'center',
    sinceDays: 150,
    pays: card('M1', 2, -150, { stopped: true, endedAfter: 2 }),
  },
];
