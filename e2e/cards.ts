import { anIccid } from '@/lib/testing/factories';
import type { Cabinet } from './fixtures';

const prefixes = { mts: '8970101', megafon: '8970102' } as const;

export interface NewCard {
  readonly id: string;
  readonly iccid: string;
  readonly tail: string;
}

/** A card of this worker's organization that no other test touches: READY, in its first store, with a label. */
export async function newCard(
  cabinet: Cabinet,
  operatorSlug: keyof typeof prefixes,
  label: string,
): Promise<NewCard> {
  const store = await cabinet.db.store.findFirstOrThrow({
    where: { organizationId: cabinet.organizationId },
    orderBy: { name: 'asc' },
  });
  const now = new Date();
  const { id, iccid } = await cabinet.db.simCard.create({
    data: {
      organizationId: cabinet.organizationId,
      storeId: store.id,
      operatorSlug,
      iccid: anIccid(prefixes[operatorSlug]),
      label,
      state: 'READY',
      stateChangedAt: now,
      createdAt: now,
    },
  });
  return { id, iccid, tail: iccid.slice(-4) };
}

/** Money for the test's own purchases, the way a top-up brings it. */
export { fillWallet } from '@/lib/testing/factories';
