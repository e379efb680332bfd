import { loadCatalog } from '@/lib/catalog/queries';
import { productClock } from '@/lib/platform/clock';
import type { PrismaClient } from '@/lib/platform/db';
import type { CardStory } from './cards';
import { chargePosting, createSubscription, planTopUps, writeCharges, writeLedger } from './ledger';
import { numbersFor } from './numbers';
import { createPeople } from './people';
import { registerCards, registerTerminals } from './sandbox';
import { createCards } from './sim-cards';
import { createTerminals, installModules } from './terminals';
import { storyTime } from './time';

const OWNER = 'Тимур Аскеров';
const SECOND_ROOT = 562_904_417;
const END_KOPECKS = 250_000;

const cards: readonly CardStory[] = [
  {
    operator: 'mts',
    state: 'ACTIVE',
    terminal: 'Касса 1',
    sinceDays: 60,
    pays: { plan: 'cash-services-card', period: 'M1', months: 2, days: 12 },
  },
  { operator: 'megafon', state: 'READY', terminal: 'Касса 2', sinceDays: 14 },
  { operator: 'mts', state: 'READY', sinceDays: 14 },
];

/** The other organization, a sole proprietor with one shop: nothing of it may ever be seen from the first. */
export async function createSecondOrganization(db: PrismaClient): Promise<void> {
  const time = storyTime((await productClock(db)).now());
  const catalog = await loadCatalog(db);
  const createdAt = time.daysAgo(200);
  const made = await db.$transaction(async (tx) => {
    const { id: organizationId } = await tx.organization.create({
      data: { name: 'ИП Аскеров Т. Р.', kind: 'SOLE_PROPRIETOR', inn: '500100732259', createdAt },
      select: { id: true },
    });
    const store = await tx.store.create({
      data: {
        organizationId,
        name: 'Чайная на Баумана',
        address: 'Казань, улица Баумана, 9',
        timeZone: 'Europe/Moscow',
        createdAt,
      },
      select: { id: true },
    });
    await createPeople(
      tx,
      organizationId,
      [{ email: 'owner@second.test', name: OWNER, role: 'OWNER', storeIds: null }],
      createdAt,
    );
    const numbers = numbersFor(SECOND_ROOT);
    const terminals = await createTerminals(tx, organizationId, time, numbers, [
      { name: 'Касса 1', storeId: store.id, model: 'Эвотор 7.2', posVersion: '8.4.2' },
      { name: 'Касса 2', storeId: store.id, model: 'Эвотор 5i', posVersion: '6.42.10', battery: 77 },
    ]);
    await installModules(tx, organizationId, time, catalog, terminals);
    const made = await createCards(
      tx,
      organizationId,
      time,
      numbers,
      cards.map((story) => ({
        ...story,
        orderId: null,
        storeId: store.id,
        terminalId: terminals.find((terminal) => terminal.name === story.terminal)?.id ?? null,
      })),
    );
    const [paid] = made;
    if (paid?.pays) {
      const subject = {
        name: `…${paid.iccid.slice(-4)}`,
        simCardId: paid.id,
        terminalId: null,
        startedBy: OWNER,
      };
      const { charges } = await createSubscription(tx, organizationId, time, catalog, paid.pays, subject);
      const planName = catalog.plans.get(paid.pays.plan)?.name ?? '';
      const postings = charges.map((charge) => chargePosting(charge, planName, subject));
      const ids = await writeLedger(tx, organizationId, postings, planTopUps(postings, END_KOPECKS), OWNER);
      await writeCharges(tx, organizationId, charges, ids);
    }
    await registerCards(made, terminals, time.today);
    return terminals;
  });
  await registerTerminals(made, () => '1.0.0');
}
