import type { Catalog } from '@/lib/catalog/model';
import { loadCatalog } from '@/lib/catalog/queries';
import { productClock } from '@/lib/platform/clock';
import type { Db, PrismaClient } from '@/lib/platform/db';
import { writeAudit } from './audit';
import { cards as cardStories } from './cards';
import {
  ACCOUNTANT,
  ADMIN,
  organization,
  OWNER,
  people,
  type PlanStory,
  type StoreKey,
  stores,
  terminals as terminalStories,
} from './chain';
import {
  type Charge,
  chargePosting,
  createSubscription,
  planTopUps,
  type Posting,
  type Subject,
  writeCharges,
  writeLedger,
} from './ledger';
import { numbersFor } from './numbers';
import { writeOneCard } from './one-card';
import { createOrders } from './orders';
import { createPeople, invitePerson } from './people';
import { createReceipts, createReceiptSettings } from './receipts';
import { registerCards, registerInCloud, registerTerminals } from './sandbox';
import { createCards, type MadeCard } from './sim-cards';
import { createTerminals, installModules, type MadeTerminal } from './terminals';
import { type StoryTime, storyTime } from './time';

/** A little less than the debt of «Малышева 2», so that it stays a debt until somebody tops up. */
const END_KOPECKS = 1_044_000;
const DEMO_ROOT = 417_553_028;

export interface DemoOptions {
  /** '': the demo itself; else a private copy with people `owner-<suffix>@kassa.test` and numbers of its own */
  readonly suffix: string;
}

export interface DemoOrganization {
  readonly organizationId: string;
  readonly storeIds: Readonly<Record<StoreKey, string>>;
}

/** «ООО „Северный хлеб“»: everything in one transaction, then known to the outside world. */
export async function createDemoOrganization(
  db: PrismaClient,
  { suffix }: DemoOptions,
): Promise<DemoOrganization> {
  const time = storyTime((await productClock(db)).now());
  const catalog = await loadCatalog(db);
  const made = await db.$transaction(
    async (tx) => {
      const story = await tellStory(tx, time, catalog, suffix);
      await registerCards(story.cards, story.terminals, time.today);
      return story;
    },
    { timeout: 60_000, maxWait: 20_000 },
  );
  await registerTerminals(made.terminals, (slug) => catalog.modules.get(slug)?.version ?? '1.0.0');
  await registerInCloud(made.organizationId, made.terminals, made.storeIds);
  return { organizationId: made.organizationId, storeIds: made.storeIds };
}

async function tellStory(db: Db, time: StoryTime, catalog: Catalog, suffix: string) {
  const createdAt = time.daysAgo(432);
  const { id: organizationId } = await db.organization.create({
    data: { ...organization, kind: 'LEGAL_ENTITY', createdAt },
    select: { id: true },
  });
  const storeIds = await createStores(db, organizationId, createdAt);
  await createPeople(
    db,
    organizationId,
    people.map(({ login, name, role, stores: keys }) => ({
      email: suffix === '' ? `${login}@kassa.test` : `${login}-${suffix}@kassa.test`,
      name,
      role,
      storeIds: keys === null ? null : keys.map((key) => storeIds[key]),
    })),
    createdAt,
  );
  const invited = { email: 'nina@severny-hleb.example', storeId: storeIds.park, by: OWNER };
  await invitePerson(db, organizationId, invited, time.daysAgo(2));
  const numbers = numbersFor(suffix === '' ? DEMO_ROOT : null);
  const terminals = await createTerminals(
    db,
    organizationId,
    time,
    numbers,
    terminalStories.map(({ store, ...story }) => ({ ...story, storeId: storeIds[store] })),
  );
  await installModules(db, organizationId, time, catalog, terminals);
  const orders = await createOrders(db, organizationId, time, storeIds);
  const byName = new Map(terminals.map((terminal) => [terminal.name, terminal]));
  const cards = await createCards(
    db,
    organizationId,
    time,
    numbers,
    cardStories.map((story) => {
      const terminal = story.terminal ? byName.get(story.terminal) : undefined;
      return {
        ...story,
        terminalId: terminal?.id ?? null,
        storeId: terminal?.storeId ?? (story.store ? storeIds[story.store] : null),
        orderId: story.order ? (orders.ids.get(story.order) ?? null) : null,
      };
    }),
  );
  await writeOneCard(db, organizationId, time, storeIds, cards);
  await payForEverything(db, organizationId, time, catalog, terminals, cards, orders.postings);
  await createReceiptSettings(db, organizationId, time, storeIds, terminals);
  await createReceipts(db, organizationId, time, terminals);
  await writeAudit(db, organizationId, time, { storeIds, terminals, cards, orderIds: orders.ids });
  return { organizationId, storeIds, terminals, cards };
}

async function createStores(
  db: Db,
  organizationId: string,
  createdAt: Date,
): Promise<Record<StoreKey, string>> {
  const rows = await db.store.createManyAndReturn({
    data: stores.map(({ name, address, zone }) => ({
      organizationId,
      name,
      address,
      timeZone: zone,
      createdAt,
    })),
    select: { id: true, name: true },
  });
  const idOf = (key: StoreKey) =>
    rows.find((row) => row.name === stores.find((each) => each.key === key)?.name)?.id ?? '';
  return { center: idOf('center'), park: idOf('park'), ural: idOf('ural'), baltic: idOf('baltic') };
}

async function payForEverything(
  db: Db,
  organizationId: string,
  time: StoryTime,
  catalog: Catalog,
  terminals: readonly MadeTerminal[],
  cards: readonly MadeCard[],
  orderPostings: readonly Posting[],
): Promise<void> {
  const wanted: [PlanStory, Subject][] = [];
  for (const { id, name, kit } of terminals) {
    if (kit) wanted.push([kit, { name, terminalId: id, simCardId: null, startedBy: OWNER }]);
  }
  for (const { id, iccid, pays, store, state, stateChangedAt } of cards) {
    if (!pays) continue;
    const startedBy = store === 'center' ? ADMIN : OWNER;
    const subject = { name: `…${iccid.slice(-4)}`, simCardId: id, terminalId: null, startedBy };
    wanted.push([pays, state === 'ACTIVATING' ? { ...subject, startedAt: stateChangedAt } : subject]);
  }
  const charges: Charge[] = [];
  const postings: Posting[] = [...orderPostings];
  for (const [story, subject] of wanted) {
    const subscription = await createSubscription(db, organizationId, time, catalog, story, subject);
    const planName = catalog.plans.get(story.plan)?.name ?? '';
    charges.push(...subscription.charges);
    postings.push(...subscription.charges.map((charge) => chargePosting(charge, planName, subject)));
  }
  postings.sort((a, b) => a.at.getTime() - b.at.getTime());
  const topUps = planTopUps(postings, END_KOPECKS);
  const transactionIds = await writeLedger(db, organizationId, postings, topUps, ACCOUNTANT);
  await writeCharges(db, organizationId, charges, transactionIds);
}
