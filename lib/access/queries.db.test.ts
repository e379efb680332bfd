import { beforeAll, describe, expect, it } from 'vitest';
import { audit } from '@/lib/platform/audit';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain } from '@/lib/testing/factories';
import { listAudit } from './journal/queries';
import { listStaff } from './people/queries';
import { organizationDetails } from './queries';
import type { Role } from './permission.rule';

const database = useDatabase();
let chain: Chain;

beforeAll(async () => {
  chain = await createChain(database());
  const foreign = await createChain(database());
  const entry = (index: number) => ({
    action: 'simCards.activate',
    objectType: 'simCard',
    objectId: String(index),
    objectName: `…${index}`,
    storeId: index % 3 === 0 ? null : chain.storeIds[index % 2 === 0 ? 0 : 1],
    after: { state: 'ACTIVATING' },
  });
  await audit(
    contextOf(database(), chain, 'OWNER'),
    Array.from({ length: 130 }, (_, index) => entry(index)),
  );
  await audit(contextOf(database(), foreign, 'OWNER'), { ...entry(1), storeId: null });
});

const as = (role: Role) => contextOf(database(), chain, role);

async function everything(role: Role) {
  const pages: string[][] = [];
  let after: string | undefined;
  do {
    const page = await listAudit(as(role), { after });
    pages.push(page.rows.map((row) => row.objectId));
    after = page.next ?? undefined;
  } while (after);
  return pages;
}

describe('the journal', () => {
  it('is read page by page without gaps and repeats', async () => {
    const pages = await everything('OWNER');
    expect(pages.map((page) => page.length)).toEqual([50, 50, 30]);
    expect(new Set(pages.flat()).size).toBe(130);
  });

  it('shows an administrator the own stores only, and others nothing', async () => {
    const own = (await everything('ADMIN')).flat().map(Number);
    expect(own.length).toBeGreaterThan(0);
    expect(own.every((index) => index % 3 !== 0 && index % 2 === 0)).toBe(true);
    expect((await everything('ACCOUNTANT')).flat()).toEqual([]);
    expect((await everything('CASHIER')).flat()).toEqual([]);
  });

  it('takes a broken cursor for the first page', async () => {
    expect((await listAudit(as('OWNER'), { after: 'junk_junk' })).rows).toHaveLength(50);
  });
});

it('lists people for the owner only', async () => {
  const staff = await listStaff(as('OWNER'));
  expect(staff.map(({ role, stores, isYou }) => [role, stores, isYou])).toEqual([
    ['OWNER', null, true],
    ['ADMIN', ['Центр'], false],
    ['ACCOUNTANT', null, false],
    ['CASHIER', ['Центр'], false],
  ]);
  for (const role of ['ADMIN', 'ACCOUNTANT', 'CASHIER'] as const)
    expect(await listStaff(as(role))).toEqual([]);
});

it('gives the own organization', async () => {
  expect(await organizationDetails(as('CASHIER'))).toMatchObject({ name: 'ООО «Проба»', inn: '7707083893' });
});
