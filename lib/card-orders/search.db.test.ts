import { expect, it } from 'vitest';
import { cartLine, chainWithModule, orderedCards } from '@/lib/testing/card-orders';
import { useDatabase } from '@/lib/testing/database';
import { contextOf, TEST_NOW } from '@/lib/testing/factories';
import { listCardOrders } from './queries';
import { cardOrderFilter } from './schema';

const database = useDatabase();

it('an order is found by its number, the name of its cards or terminal, and a tracking number', async () => {
  const chain = await chainWithModule(database());
  const { organizationId } = chain;
  const owner = contextOf(database(), chain, 'OWNER');
  const three = { quantity: 3 };
  const named = await orderedCards(database(), chain, {
    lines: [cartLine(chain, { ...three, name: 'Запасные 100%' })],
  });
  const sent = await orderedCards(database(), chain, {
    lines: [
      cartLine(chain, { terminalId: chain.terminalIds[0] }),
      cartLine(chain, { quantity: 2, storeId: chain.storeIds[1] }),
    ],
  });
  await database().cardOrderParcel.create({
    data: {
      ...{ organizationId, orderId: sent, shipment: 1, reference: '1', state: 'SHIPPED', quantity: 3 },
      ...{ trackingNumber: 'RU000000000012', shippedAt: new Date(TEST_NOW) },
    },
  });
  const found = async (q: string) => {
    const { rows, total } = await listCardOrders(owner, cardOrderFilter({ q }));
    expect(total).toBe(rows.length);
    return rows.map((row) => row.id);
  };
  expect(await found('2')).toEqual([sent]);
  expect(await found('заказ № 1')).toEqual([named]);
  expect(await found('ЗАПАСНЫЕ')).toEqual([named]);
  expect(await found('0%')).toEqual([named]);
  expect(await found('_')).toEqual([sent, named]);
  expect(await found('прилавок 1')).toEqual([sent]);
  expect(await found('ru 0000 0000-0012')).toEqual([sent]);
  expect(await found('нет такого')).toEqual([]);
});
