import { expect, it } from 'vitest';
import { chainWithModule } from '@/lib/testing/card-orders';
import { useDatabase } from '@/lib/testing/database';
import { anIccid, contextOf, TEST_NOW, withCheckDigit } from '@/lib/testing/factories';
import { drafted } from '@/lib/testing/sim-bulk';
import { listSimCards } from '../queries';
import { simCardFilter } from '../schema';

const database = useDatabase();

const short = anIccid().slice(0, 18);
const twins = [withCheckDigit(short), withCheckDigit(withCheckDigit(short))] as const;

it.each([
  ['19 digits', twins[0]],
  ['20 digits', twins[1]],
])('a card that is kept with %s is found in both lengths, however they are written', async (_, iccid) => {
  const chain = await chainWithModule(database());
  const owner = contextOf(database(), chain, 'OWNER');
  await database().simCard.deleteMany({ where: { iccid: { in: [...twins] } } });
  const card = await database().simCard.create({
    data: {
      ...{ organizationId: chain.organizationId, storeId: chain.storeIds[0], operatorSlug: 'mts', iccid },
      ...{ state: 'READY', stateChangedAt: new Date(TEST_NOW), createdAt: new Date(TEST_NOW) },
    },
  });
  for (const twin of twins) {
    const spaced = twin.replace(/(.{4})/g, '$1 ');
    for (const typed of [
      twin,
      spaced,
      twin.replace(/(.{4})/g, '$1—'),
      `${twin}F`,
      twin.replaceAll('0', 'О'),
    ]) {
      const { rows } = await listSimCards(owner, simCardFilter({ q: typed }));
      expect(
        rows.map(({ id }) => id),
        `search «${typed}»`,
      ).toEqual([card.id]);
      const bulkId = await drafted(owner, [typed]);
      const [item] = await database().simBulkItem.findMany({ where: { bulkId } });
      expect(item, `list «${typed}»`).toMatchObject({ simCardId: card.id, state: 'WAITING', code: null });
    }
  }
  await database().simBulk.deleteMany({ where: { organizationId: chain.organizationId } });
});
