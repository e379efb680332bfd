import type { Prisma, PrismaClient } from '@/lib/platform/db';

type Scope = 'ORGANIZATION' | 'TERMINAL';

interface ModuleData {
  slug: string;
  name: string;
  publisher: string;
  summary: string;
  description: string;
  version: string;
  scope: Scope;
  /** what a domain of the cabinet asks for; one module at most */
  provides?: 'SIM_CARDS' | 'EMAIL_RECEIPTS';
  requires?: string[];
  conflictsWith?: string[];
  hardware?: string[];
  /** lowest EvotorPOS version per release line; key: feature, '' for the module as a whole */
  posVersions?: Record<string, Record<number, string>>;
  /** features with a floor of their own, as people call them: «EvotorPOS для …» */
  features?: Record<string, string>;
}

const modules: ModuleData[] = [
  {
    slug: 'cash-services',
    name: 'Кассовые сервисы',
    publisher: 'Эвотор',
    summary: 'Смарт-карты касс: активация, отключение, оплата и заказ без звонков оператору',
    description:
      'Управляет сим-картами, которые стоят в смарт-терминалах. Карту можно активировать и отключить из кабинета, платить за неё раз в 1, 3 или 12 месяцев и заказать новую. Сам модуль бесплатный, оплачивается каждая активная карта.',
    version: '3.2.0',
    scope: 'ORGANIZATION',
    provides: 'SIM_CARDS',
  },
  {
    slug: 'law-updates',
    name: 'Обновления под закон',
    publisher: 'Эвотор',
    summary: 'Касса работает по действующим правилам: ФФД, ставки НДС, форматы чека',
    description:
      'Держит кассу в соответствии с 54-ФЗ: новые форматы фискальных документов, ставки НДС и реквизиты чека приходят до того, как становятся обязательными. Нужен для отправки чеков на e-mail.',
    version: '5.1.4',
    scope: 'TERMINAL',
    posVersions: { '': { 6: '6.40.0', 8: '8.2.0' } },
  },
  {
    slug: 'email-receipts',
    name: 'Отправка чеков на e-mail',
    publisher: 'Эвотор',
    summary: 'Электронный чек на почту покупателя вместо бумажного или вместе с ним',
    description:
      'Во время продажи кассир выбирает: напечатать чек, отправить его на e-mail или и то и другое. Способ печати и адрес по умолчанию задаются в кабинете сразу для всех касс. Без связи с ОФД касса печатает бумажный чек.',
    version: '2.7.1',
    scope: 'TERMINAL',
    provides: 'EMAIL_RECEIPTS',
    requires: ['law-updates'],
    conflictsWith: ['sections-departments'],
    posVersions: { 'default-email': { 6: '6.42.8', 8: '8.4.2' } },
    features: { 'default-email': 'адреса по умолчанию' },
  },
  {
    slug: 'sections-departments',
    name: 'Секции и отделы',
    publisher: 'Эвотор',
    summary: 'Продажа по секциям без справочника товаров',
    description:
      'Чек пробивается по секции и сумме: удобно, когда товаров много, а справочника нет. На одной кассе с отправкой чеков на e-mail не работает.',
    version: '1.9.0',
    scope: 'TERMINAL',
  },
  {
    slug: 'product-marking',
    name: 'Маркировка товаров',
    publisher: 'Эвотор',
    summary: 'Проверка кодов «Честного знака» при продаже и приёмке',
    description:
      'Касса сканирует код маркировки, проверяет его в «Честном знаке» до оплаты и не даёт продать выбывший или чужой товар. Приёмка поставки — сканированием коробки.',
    version: '4.0.2',
    scope: 'TERMINAL',
    requires: ['law-updates'],
    posVersions: { '': { 6: '6.42.0', 8: '8.4.0' } },
  },
  {
    slug: 'customer-display',
    name: 'Экран покупателя',
    publisher: 'Эвотор',
    summary: 'Товары и сумма на втором экране, пока кассир пробивает чек',
    description:
      'Покупатель видит, что и по какой цене пробито, до оплаты. Экран подключается к разъёму кассы, поэтому модуль ставится только на модели, у которых он есть.',
    version: '1.2.0',
    scope: 'TERMINAL',
    hardware: ['display-port'],
    posVersions: { '': { 8: '8.2.0' } },
  },
];

const hardware = [{ slug: 'display-port', name: 'разъём для второго экрана' }];

/** The key is the name without spaces, signs and the maker. */
const models = [
  { key: '72', name: 'Эвотор 7.2', hardware: [] },
  { key: '72atol', name: 'Эвотор 7.2 АТОЛ', hardware: [] },
  { key: '73', name: 'Эвотор 7.3', hardware: ['display-port'] },
  { key: '5', name: 'Эвотор 5', hardware: [] },
  { key: '5i', name: 'Эвотор 5i', hardware: [] },
  { key: '10', name: 'Эвотор 10', hardware: ['display-port'] },
  { key: 'power', name: 'Эвотор POWER', hardware: ['display-port'] },
];

const kits = [
  {
    slug: 'smart-terminal-plus',
    name: 'Смарт-терминал Плюс',
    summary: 'Обновления под закон и маркировка для одной кассы',
    description:
      'Всё, чтобы касса работала по закону и продавала маркированный товар. Действует на одну кассу.',
    modules: ['law-updates', 'product-marking'],
  },
  {
    slug: 'law-basic',
    name: 'Закон: базовый',
    summary: 'Только обновления под закон для одной кассы',
    description: 'Минимум для кассы, которая продаёт немаркированный товар. Действует на одну кассу.',
    modules: ['law-updates'],
  },
];

const plans = [
  {
    slug: 'cash-services-card',
    name: 'Смарт-карта',
    subject: 'SMART_CARD' as const,
    moduleSlug: 'cash-services',
    vat: 'STANDARD' as const,
    prices: { M1: 19_000, M3: 55_000, M12: 206_000 },
  },
  {
    slug: 'product-marking-terminal',
    name: 'Маркировка товаров',
    subject: 'TERMINAL' as const,
    moduleSlug: 'product-marking',
    vat: 'NONE' as const,
    prices: { M1: 49_000, M3: 143_000, M12: 529_000 },
  },
  {
    slug: 'smart-terminal-plus-terminal',
    name: 'Смарт-терминал Плюс',
    subject: 'TERMINAL' as const,
    kitSlug: 'smart-terminal-plus',
    vat: 'NONE' as const,
    prices: { M1: 99_000, M3: 289_000, M12: 1_069_000 },
  },
  {
    slug: 'law-basic-terminal',
    name: 'Закон: базовый',
    subject: 'TERMINAL' as const,
    kitSlug: 'law-basic',
    vat: 'NONE' as const,
    prices: { M1: 59_000, M3: 169_000, M12: 639_000 },
  },
];

const operators = [
  { slug: 'mts', name: 'МТС', integrated: true, iccidPrefix: '8970101', cardPriceKopecks: 29_000 },
  { slug: 'megafon', name: 'МегаФон', integrated: true, iccidPrefix: '8970102', cardPriceKopecks: 25_000 },
  { slug: 'beeline', name: 'Билайн', integrated: false, iccidPrefix: '8970199', cardPriceKopecks: 0 },
];

async function saveHardware(tx: Prisma.TransactionClient): Promise<void> {
  for (const each of hardware) {
    await tx.hardware.upsert({ where: { slug: each.slug }, create: each, update: each });
  }
  for (const { key, name } of models) {
    await tx.terminalModel.upsert({ where: { key }, create: { key, name }, update: { name } });
  }
  await tx.modelHardware.createMany({
    data: models.flatMap(({ key, hardware: has }) =>
      has.map((hardwareSlug) => ({ modelKey: key, hardwareSlug })),
    ),
  });
  await tx.moduleHardware.createMany({
    data: modules.flatMap(({ slug, hardware: needed = [] }) =>
      needed.map((hardwareSlug) => ({ moduleSlug: slug, hardwareSlug })),
    ),
  });
}

/** Names of the catalogue that no code may know. */
export const catalogSlugs: readonly string[] = [...modules, ...kits, ...plans].map(({ slug }) => slug);

/** Reference data of every installation, written by `npm run migrate`; running it again changes only what differs. */
export async function saveCatalog(db: PrismaClient): Promise<void> {
  await db.$transaction(async (tx) => {
    for (const [sortOrder, module] of modules.entries()) {
      const { requires, conflictsWith, posVersions, features, hardware: needed, ...fields } = module;
      const data = { ...fields, provides: fields.provides ?? null, sortOrder };
      await tx.module.upsert({ where: { slug: module.slug }, create: data, update: data });
    }
    await tx.moduleRequirement.deleteMany();
    await tx.moduleConflict.deleteMany();
    await tx.modulePosVersion.deleteMany();
    await tx.moduleFeature.deleteMany();
    await tx.moduleHardware.deleteMany();
    await tx.modelHardware.deleteMany();
    await tx.kitModule.deleteMany();
    await tx.moduleRequirement.createMany({
      data: modules.flatMap(({ slug, requires = [] }) =>
        requires.map((requiredSlug) => ({ moduleSlug: slug, requiredSlug })),
      ),
    });
    await tx.moduleConflict.createMany({
      data: modules.flatMap(({ slug, conflictsWith = [] }) =>
        conflictsWith.map((otherSlug) => ({ moduleSlug: slug, otherSlug })),
      ),
    });
    await tx.modulePosVersion.createMany({
      data: modules.flatMap(({ slug, posVersions = {} }) =>
        Object.entries(posVersions).flatMap(([feature, lines]) =>
          Object.entries(lines).map(([line, minVersion]) => ({
            moduleSlug: slug,
            feature,
            line: Number(line),
            minVersion,
          })),
        ),
      ),
    });
    await tx.moduleFeature.createMany({
      data: modules.flatMap(({ slug, features = {} }) =>
        Object.entries(features).map(([feature, name]) => ({ moduleSlug: slug, feature, name })),
      ),
    });
    await saveHardware(tx);
    for (const [sortOrder, { modules: contents, ...fields }] of kits.entries()) {
      const data = { ...fields, sortOrder };
      await tx.kit.upsert({ where: { slug: data.slug }, create: data, update: data });
      await tx.kitModule.createMany({
        data: contents.map((moduleSlug) => ({ kitSlug: data.slug, moduleSlug })),
      });
    }
    for (const { prices, ...plan } of plans) {
      await tx.plan.upsert({ where: { slug: plan.slug }, create: plan, update: plan });
      for (const [period, amountKopecks] of Object.entries(prices) as ['M1' | 'M3' | 'M12', number][]) {
        await tx.planPrice.upsert({
          where: { planSlug_period: { planSlug: plan.slug, period } },
          create: { planSlug: plan.slug, period, amountKopecks },
          update: { amountKopecks },
        });
      }
    }
    for (const [sortOrder, operator] of operators.entries()) {
      const data = { ...operator, sortOrder };
      await tx.operator.upsert({ where: { slug: operator.slug }, create: data, update: data });
    }
  });
}
