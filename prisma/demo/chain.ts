import type { BillingPeriod } from '@/lib/catalog/model';

/** The story: a bakery chain of four shops. Names are what people say; browser tests rely on them. */
export const organization = { name: 'ООО «Северный хлеб»', inn: '7707083893', kpp: '770701001' };

export const stores = [
  { key: 'center', name: 'Центральный', address: 'Москва, Мясницкая улица, 24', zone: 'Europe/Moscow' },
  { key: 'park', name: 'Сокольники', address: 'Москва, Стромынка, 11', zone: 'Europe/Moscow' },
  { key: 'ural', name: 'Уральский', address: 'Екатеринбург, Малышева, 51', zone: 'Asia/Yekaterinburg' },
  {
    key: 'baltic',
    name: 'Прибалтийский',
    address: 'Калининград, Ленинский проспект, 30',
    zone: 'Europe/Kaliningrad',
  },
] as const;
export type StoreKey = (typeof stores)[number]['key'];

export const people = [
  { login: 'owner', name: 'Марина Соколова', role: 'OWNER', stores: null },
  { login: 'admin', name: 'Илья Громов', role: 'ADMIN', stores: ['center', 'park'] },
  { login: 'accountant', name: 'Вера Зимина', role: 'ACCOUNTANT', stores: null },
  { login: 'cashier', name: 'Олег Пак', role: 'CASHIER', stores: ['center'] },
] as const satisfies readonly {
  login: string;
  name: string;
  role: string;
  stores: readonly StoreKey[] | null;
}[];

export const OWNER = people[0].name;
export const ADMIN = people[1].name;
export const ACCOUNTANT = people[2].name;
export const SYSTEM = 'Кабинет';

export interface PlanStory {
  readonly plan: 'smart-terminal-plus-terminal' | 'law-basic-terminal' | 'cash-services-card';
  readonly period: BillingPeriod;
  /** the first period began this long before the day that is `days` ahead */
  readonly months: number;
  readonly days: number;
  readonly pending?: BillingPeriod;
  /** stopped: works until the paid end */
  readonly stopped?: boolean;
  /** the charge at the last paid end has failed */
  readonly pastDue?: boolean;
  /** over since the end of this many periods */
  readonly endedAfter?: number;
  /** the anchor is the last 31st instead */
  readonly fromThirtyFirst?: boolean;
}

type ModuleStory = 'INSTALLED' | 'REQUESTED' | 'FAILED';

export interface TerminalStory {
  readonly name: string;
  readonly store: StoreKey;
  readonly model: string;
  readonly posVersion: string;
  readonly autonomous?: boolean;
  readonly silentDays?: number;
  readonly paper?: 'LOW' | 'OUT';
  readonly battery?: number;
  readonly network?: 'WIFI' | 'ETHERNET';
  readonly driveDaysLeft?: number;
  readonly kit?: PlanStory;
  readonly modules?: Readonly<Record<string, ModuleStory>>;
}

const plus = (
  period: BillingPeriod,
  months: number,
  days: number,
  more: Partial<PlanStory> = {},
): PlanStory => ({
  plan: 'smart-terminal-plus-terminal',
  period,
  months,
  days,
  ...more,
});
const basic = (period: BillingPeriod, months: number, days: number): PlanStory => ({
  plan: 'law-basic-terminal',
  period,
  months,
  days,
});

const law = { 'law-updates': 'INSTALLED' } as const;
const ready = { ...law, 'email-receipts': 'INSTALLED' } as const;

export const terminals: readonly TerminalStory[] = [
  {
    name: 'Прилавок 1',
    store: 'center',
    model: 'Эвотор 7.3',
    posVersion: '8.4.2',
    kit: plus('M12', 7, 9),
    modules: ready,
  },
  {
    name: 'Прилавок 2',
    store: 'center',
    model: 'Эвотор 7.2',
    posVersion: '6.42.7',
    silentDays: 26,
    kit: basic('M1', 9, 6),
    modules: { ...law, 'email-receipts': 'REQUESTED' },
  },
  {
    name: 'Прилавок 3',
    store: 'center',
    model: 'Эвотор 7.3',
    posVersion: '8.4.1',
    kit: plus('M3', 9, 13),
    modules: ready,
  },
  {
    name: 'Кафетерий',
    store: 'center',
    model: 'Эвотор 5i',
    posVersion: '8.10.0',
    battery: 64,
    kit: plus('M1', 4, 17),
    modules: ready,
  },
  {
    name: 'Выпечка',
    store: 'center',
    model: 'Эвотор POWER',
    posVersion: '6.42.10',
    network: 'ETHERNET',
    kit: basic('M3', 3, 27),
    modules: { ...law, 'email-receipts': 'FAILED' },
  },
  {
    name: 'Касса у входа',
    store: 'park',
    model: 'Эвотор 7.2',
    posVersion: '6.42.10',
    paper: 'LOW',
    kit: basic('M12', 10, 8),
    modules: ready,
  },
  {
    name: 'Касса в зале',
    store: 'park',
    model: 'Эвотор 7.3',
    posVersion: '8.4.1',
    kit: plus('M3', 5, 20, { pending: 'M12' }),
    modules: ready,
  },
  {
    name: 'Кондитерская',
    store: 'park',
    model: 'Эвотор 5',
    posVersion: '8.4.2',
    battery: 81,
    kit: basic('M1', 2, 11),
    modules: { ...law, 'sections-departments': 'INSTALLED' },
  },
  {
    name: 'Малышева 1',
    store: 'ural',
    model: 'Эвотор 7.3',
    posVersion: '8.10.0',
    network: 'WIFI',
    kit: plus('M12', 14, 5),
    modules: { ...ready, 'product-marking': 'INSTALLED' },
  },
  {
    name: 'Малышева 2',
    store: 'ural',
    model: 'Эвотор 7.2',
    posVersion: '8.4.2',
    driveDaysLeft: 24,
    kit: plus('M12', 12, -1, { pastDue: true }),
    modules: law,
  },
  { name: 'Малышева 3', store: 'ural', model: 'Эвотор 5i', posVersion: '8.4.2', battery: 92 },
  {
    name: 'Посёлок Янтарный',
    store: 'baltic',
    model: 'Эвотор 7.2',
    posVersion: '8.4.2',
    autonomous: true,
    kit: basic('M12', 5, 8),
    modules: ready,
  },
  {
    name: 'Проспект 1',
    store: 'baltic',
    model: 'Эвотор 10',
    posVersion: '8.10.0',
    network: 'ETHERNET',
    kit: plus('M1', 3, 19, { stopped: true }),
    modules: ready,
  },
  { name: 'Проспект 2', store: 'baltic', model: 'Эвотор 7.3', posVersion: '8.10.0', network: 'WIFI' },
];
