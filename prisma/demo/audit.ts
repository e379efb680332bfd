import { orderName } from '@/lib/card-orders/labels';
import { type Db, Prisma } from '@/lib/platform/db';
import { NO_OWNER } from './cards';
import { ACCOUNTANT, ADMIN, OWNER, type StoreKey, SYSTEM } from './chain';
import type { MadeCard } from './sim-cards';
import type { MadeTerminal } from './terminals';
import type { StoryTime } from './time';

interface Cast {
  readonly storeIds: Readonly<Record<StoreKey, string>>;
  readonly terminals: readonly MadeTerminal[];
  readonly cards: readonly MadeCard[];
  readonly orderIds: ReadonlyMap<number, string>;
}

type Facts = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

interface Entry {
  readonly at: Date;
  readonly actorKind?: 'JOB' | 'OPERATOR';
  readonly actorName: string;
  readonly action: string;
  readonly objectType: string;
  readonly objectId: string;
  readonly objectName: string;
  readonly storeId?: string | null;
  readonly before?: Facts;
  readonly after?: Facts;
}

/** What people and the cabinet did of late, oldest first. */
export async function writeAudit(db: Db, organizationId: string, time: StoryTime, cast: Cast): Promise<void> {
  const entries = entriesOf(organizationId, time, cast);
  await db.auditEntry.createMany({
    data: entries.map(({ before, after, actorKind = 'USER' as const, ...entry }) => ({
      ...entry,
      organizationId,
      storeId: entry.storeId ?? null,
      actorKind,
      ip: actorKind === 'USER' ? '203.0.113.24' : null,
      before: (before as Prisma.InputJsonObject | undefined) ?? Prisma.DbNull,
      after: (after as Prisma.InputJsonObject | undefined) ?? Prisma.DbNull,
    })),
  });
}

function entriesOf(
  organizationId: string,
  time: StoryTime,
  { storeIds, terminals, cards, orderIds }: Cast,
): Entry[] {
  const terminal = (name: string) => {
    const found = terminals.find((each) => each.name === name);
    return {
      objectType: 'terminal',
      objectId: found?.id ?? '',
      objectName: name,
      storeId: found?.storeId ?? null,
    };
  };
  const card = (state: MadeCard['state']) => {
    const found = cards.find((each) => each.state === state);
    const own = terminals.find((each) => each.name === found?.terminal);
    return {
      objectType: 'simCard',
      objectId: found?.id ?? '',
      objectName: `…${found?.iccid.slice(-4) ?? ''}`,
      storeId: own?.storeId ?? (found?.store ? storeIds[found.store] : null),
    };
  };
  const refused = cards.find((each) => each.refusedBecause);
  const refusedCard = {
    objectType: 'simCard',
    objectId: refused?.id ?? '',
    objectName: `…${refused?.iccid.slice(-4) ?? ''}`,
    storeId: storeIds.park,
  };
  const setting = (objectName: string, objectId: string, storeId: string | null) => ({
    action: 'receipts.setReceiptSetting',
    objectType: 'receiptSetting',
    objectId,
    objectName,
    storeId,
  });
  return [
    {
      at: time.daysAgo(70, '16:30'),
      actorName: OWNER,
      ...setting('Организация', organizationId, null),
      before: { printMode: null, defaultEmail: null },
      after: { printMode: 'ASK', defaultEmail: 'cheki@severny-hleb.example' },
    },
    {
      at: time.daysAgo(51, '11:24'),
      actorName: ADMIN,
      action: 'simCards.deactivate',
      ...card('INACTIVE'),
      before: { state: 'ACTIVE' },
      after: { state: 'DEACTIVATING', stopRenewal: false },
    },
    {
      at: time.daysAgo(34, '16:30'),
      actorName: ADMIN,
      ...setting('Центральный', storeIds.center, storeIds.center),
      before: { printMode: 'ASK' },
      after: { printMode: 'BOTH' },
    },
    {
      at: time.daysAgo(20, '14:02'),
      actorKind: 'JOB',
      actorName: SYSTEM,
      action: 'simCards.receive',
      ...card('READY'),
      after: { state: 'READY' },
    },
    {
      at: time.daysAgo(12, '00:05'),
      actorKind: 'JOB',
      actorName: SYSTEM,
      action: 'simCards.suspend',
      ...card('SUSPENDED'),
      before: { state: 'ACTIVE' },
      after: { state: 'DEACTIVATING', reason: 'STOPPED' },
    },
    {
      at: time.daysAgo(9, '16:30'),
      actorName: ADMIN,
      ...setting('Кафетерий', terminal('Кафетерий').objectId, storeIds.center),
      before: { printMode: null },
      after: { printMode: 'ELECTRONIC_ONLY' },
    },
    {
      at: time.daysAgo(6, '15:14'),
      actorName: ACCOUNTANT,
      action: 'billing.topUpReceived',
      objectType: 'payment',
      objectId: organizationId,
      objectName: 'Пополнение счёта',
      before: { state: 'PENDING' },
      after: { state: 'SUCCEEDED' },
    },
    {
      at: time.daysAgo(2, '09:30'),
      actorName: ADMIN,
      action: 'installations.install',
      ...terminal('Выпечка'),
      after: { modules: ['Отправка чеков на e-mail'] },
    },
    {
      at: time.daysAgo(2, '09:31'),
      actorName: ADMIN,
      action: 'installations.install',
      ...terminal('Прилавок 2'),
      after: { modules: ['Отправка чеков на e-mail'] },
    },
    {
      at: time.daysAgo(1, '00:05'),
      actorKind: 'JOB',
      actorName: SYSTEM,
      action: 'subscriptions.chargeFailed',
      ...terminal('Малышева 2'),
      objectType: 'subscription',
      objectName: 'Смарт-терминал Плюс, Малышева 2',
      before: { state: 'ACTIVE' },
      after: { state: 'PAST_DUE' },
    },
    {
      at: time.daysAgo(1, '11:23'),
      actorName: OWNER,
      action: 'simCards.activate',
      ...refusedCard,
      before: { state: 'READY' },
      after: { state: 'ACTIVATING', period: 'M1' },
    },
    {
      at: time.daysAgo(1, '11:24'),
      actorKind: 'OPERATOR',
      actorName: 'МегаФон',
      action: 'simCards.operatorResult',
      ...refusedCard,
      before: { operation: 'IN_PROGRESS' },
      after: { action: 'ACTIVATE', operation: 'FAILED', reason: NO_OWNER },
    },
    {
      at: time.minutesAgo(20),
      actorName: OWNER,
      action: 'cardOrders.cancel',
      objectType: 'cardOrder',
      objectId: orderIds.get(3) ?? '',
      objectName: orderName(3),
      storeId: storeIds.center,
      before: { state: 'PAID' },
      after: { state: 'CANCELLED' },
    },
    {
      at: time.minutesAgo(1),
      actorName: OWNER,
      action: 'simCards.activate',
      ...card('ACTIVATING'),
      before: { state: 'READY' },
      after: { state: 'ACTIVATING', period: 'M1' },
    },
  ];
}
