import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { roles } from '@/lib/access/permission.rule';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain } from '@/lib/testing/factories';
import { createStore } from './create-store';

const db = useDatabase();
let chain: Chain;
beforeAll(async () => {
  chain = await createChain(db());
});

const input = (name: string, requestId: string = randomUUID()) => ({
  requestId,
  name,
  address: 'Тверь, Советская, 1',
  timeZone: 'Europe/Moscow' as const,
});

describe('a new store', () => {
  it.each(roles)('%s', async (role) => {
    const result = await createStore(contextOf(db(), chain, role), input(`Магазин ${role}`));
    expect(result.ok ? 'OK' : result.code).toBe(role === 'OWNER' ? 'OK' : 'FORBIDDEN');
  });

  it('is one for the same request, and one of two with the same name', async () => {
    const owner = contextOf(db(), chain, 'OWNER');
    const same = input('Один');
    const twice = await Promise.all([createStore(owner, same), createStore(owner, same)]);
    expect(twice.map(({ ok }) => ok)).toEqual([true, true]);
    const rivals = await Promise.all([createStore(owner, input('Два')), createStore(owner, input('ДВА'))]);
    expect(rivals.map((result) => (result.ok ? 'OK' : result.code)).sort()).toEqual(['NAME_TAKEN', 'OK']);
    expect(await db().store.count({ where: { organizationId: chain.organizationId, name: 'Один' } })).toBe(1);
  });

  it('takes no identifier of another organization', async () => {
    const foreign = await createChain(db());
    const taken = input('Чужой', foreign.storeIds[0]);
    expect(await createStore(contextOf(db(), chain, 'OWNER'), taken)).toMatchObject({ ok: false });
    const { name } = await db().store.findUniqueOrThrow({ where: { id: foreign.storeIds[0] } });
    expect(name).toBe('Центр');
  });
});
