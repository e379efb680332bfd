import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { audit, type AuditRecord } from '@/lib/platform/audit';
import { realNow } from '@/lib/platform/clock';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain, jobContextOf } from '@/lib/testing/factories';
import { signOut } from '../commands/sign-out';
import { roles } from '../permission.rule';
import { auditFile } from './journal-file';
import type { AuditFilter } from './model';
import { auditPeople, listAudit } from './queries';

const database = useDatabase();
let chain: Chain;

const words = { role: { OWNER: 'владелец', CASHIER: 'кассир' } };

const entry = (objectName: string, over: Partial<AuditRecord> = {}): AuditRecord => ({
  action: 'simCards.label',
  objectType: 'simCard',
  objectId: `card-${objectName}`,
  objectName,
  storeId: chain.storeIds[0],
  ...over,
});

const at = (role: 'OWNER' | 'ADMIN', now: string) => contextOf(database(), chain, role, now);

/** A to G, oldest first; midnight in Moscow is 21:00 before. */
beforeAll(async () => {
  chain = await createChain(database());
  const foreign = await createChain(database());
  const [, second] = chain.storeIds;
  await audit(at('OWNER', '2026-11-17T20:59:59Z'), entry('A'));
  await audit(at('ADMIN', '2026-11-17T21:00:00Z'), entry('B', { after: { label: '=cmd()' } }));
  await audit(at('OWNER', '2026-11-18T20:59:59Z'), entry('C', { storeId: second }));
  await audit(at('OWNER', '2026-11-18T21:00:00Z'), {
    ...entry('D', { objectType: 'user', objectId: chain.userIds.CASHIER, storeId: null }),
    action: 'people.changeRights',
    before: { role: 'OWNER' },
    after: { role: 'CASHIER' },
  });
  await audit(
    jobContextOf(database(), chain, '2026-11-19T09:00:00Z'),
    entry('E', { action: 'simCards.suspend' }),
  );
  await audit(at('OWNER', '2026-11-19T10:00:00Z'), entry('F', { action: 'billing.topUp', storeId: null }));
  await audit(at('ADMIN', '2026-11-20T08:00:00Z'), entry('G', { objectId: 'card-A' }));
  await audit(contextOf(database(), foreign, 'OWNER'), entry('чужое', { storeId: null }));
});

const names = async (filter: AuditFilter, role: 'OWNER' | 'ADMIN' = 'OWNER') =>
  (await listAudit(contextOf(database(), chain, role), filter)).rows
    .map(({ objectName }) => objectName)
    .reverse()
    .join('');

describe('filters', () => {
  it.each<[string, () => AuditFilter, string]>([
    ['none', () => ({}), 'ABCDEFG'],
    ['a person', () => ({ who: chain.userIds.ADMIN }), 'BG'],
    ['the cabinet itself', () => ({ who: 'JOB' }), 'E'],
    ['a person of nowhere', () => ({ who: chain.organizationId }), ''],
    ['a group', () => ({ group: 'people' }), 'D'],
    ['another group', () => ({ group: 'simCards' }), 'ABCEG'],
    ['what is no group filters nothing', () => ({ group: 'sim%' }), 'ABCDEFG'],
    ['a kind', () => ({ kind: 'user' }), 'D'],
    ['an object', () => ({ kind: 'simCard', object: 'card-A' }), 'AG'],
    ['an object of no shape filters nothing', () => ({ object: "' OR 1=1" }), 'ABCDEFG'],
    ['from a day on, in Moscow', () => ({ from: '2026-11-18' }), 'BCDEFG'],
    ['to a day', () => ({ to: '2026-11-18' }), 'ABC'],
    ['one day', () => ({ from: '2026-11-18', to: '2026-11-18' }), 'BC'],
    ['days that are none', () => ({ from: '2026-02-31', to: '12.12.2026' }), 'ABCDEFG'],
    ['together', () => ({ who: chain.userIds.OWNER, from: '2026-11-18', group: 'simCards' }), 'C'],
  ])('by %s', async (_, filter, expected) => {
    expect(await names(filter())).toBe(expected);
  });

  it('an administrator finds in the own stores alone, whatever is asked', async () => {
    expect(await names({}, 'ADMIN')).toBe('ABEG');
    expect(await names({ kind: 'user' }, 'ADMIN')).toBe('');
    expect(await names({ object: 'card-C' }, 'ADMIN')).toBe('');
    const people = (ctx: 'OWNER' | 'ADMIN') => auditPeople(contextOf(database(), chain, ctx));
    expect((await people('OWNER')).map(({ name }) => name)).toEqual(['Тест ADMIN', 'Тест OWNER']);
    expect((await people('ADMIN')).map(({ name }) => name)).toEqual(['Тест ADMIN', 'Тест OWNER']);
  });

  it('of more than a page go on behind the cursor', async () => {
    const filter = { group: 'simCards' };
    const ctx = contextOf(database(), chain, 'OWNER');
    const first = await listAudit(ctx, { ...filter, take: 2 });
    const second = await listAudit(ctx, { ...filter, take: 2, after: first.next ?? '' });
    const third = await listAudit(ctx, { ...filter, take: 2, after: second.next ?? '' });
    expect([first, second, third].flatMap(({ rows }) => rows.map((row) => row.objectName)).join('')).toBe(
      'GECBA',
    );
    expect(third.next).toBeNull();
    for (const after of ['x', '_', '99999999999999999_x', `1e99_${chain.organizationId}`, '1_\u0000']) {
      expect((await listAudit(ctx, { after })).rows).toHaveLength(7);
    }
  });
});

describe('the file', () => {
  const file = (role: (typeof roles)[number], filter: AuditFilter = {}, format: 'csv' | 'xlsx' = 'csv') =>
    auditFile(contextOf(database(), chain, role), filter, format, words);

  it.each(roles)('for %s', async (role) => {
    expect((await file(role)) !== null).toBe(role === 'OWNER' || role === 'ADMIN');
  });

  it('holds what is filtered, in words, before → after, in the own stores, and no formula', async () => {
    const lines = (text: unknown) => String(text).trim().split('\r\n');
    const owner = lines((await file('OWNER', { from: '2026-11-18', to: '2026-11-18' }))?.body);
    expect(owner).toHaveLength(3);
    expect(owner[2]).toMatch(
      /^18\.11\.2026;00:00;Тест ADMIN;127\.0\.0\.1;Метка смарт-карты;Смарт-карта;B;Центр;название: =cmd\(\)$/,
    );
    const rights = lines((await file('OWNER', { group: 'people' }))?.body);
    expect(rights[1]).toContain('Изменение прав сотрудника;Сотрудник;D;;роль: владелец → кассир');
    expect(lines((await file('ADMIN'))?.body)).toHaveLength(5);
    await database().user.update({ where: { id: chain.userIds.ADMIN }, data: { name: '=HYPERLINK("x")' } });
    const actor = { kind: 'USER', id: chain.userIds.ADMIN, name: '=HYPERLINK("x")', role: 'ADMIN' } as const;
    await audit({ ...at('ADMIN', '2026-11-20T08:30:00Z'), actor }, entry('+7', { objectId: 'formula' }));
    const formula = lines((await file('OWNER', { object: 'formula' }))?.body)[1];
    expect(formula).toContain(`"'=HYPERLINK(""x"")"`);
    expect(formula).toContain(`;'+7;`);
    const sheet = await file('OWNER', { object: 'formula' }, 'xlsx');
    const xml = strFromU8(
      unzipSync(sheet?.body as Uint8Array)['xl/worksheets/sheet1.xml'] ?? new Uint8Array(),
    );
    expect(xml).toContain('=HYPERLINK(&quot;x&quot;)');
    expect(xml).not.toContain('<f>');
    expect(sheet?.name).toBe('Журнал на 20.11.2026 12-00.xlsx');
  });
});

describe('what is written', () => {
  it('is never changed, deleted or emptied, by the owner of the database neither', async () => {
    const { organizationId } = chain;
    const row = await database().auditEntry.findFirstOrThrow({ where: { organizationId } });
    const where = { id: row.id };
    await expect(database().auditEntry.update({ where, data: { actorName: 'Никто' } })).rejects.toThrow(
      'never changed or deleted',
    );
    await expect(database().auditEntry.delete({ where })).rejects.toThrow('never changed or deleted');
    await expect(database().$executeRaw`TRUNCATE "audit_entry"`).rejects.toThrow('never changed or deleted');
    expect(await database().auditEntry.findUniqueOrThrow({ where })).toEqual(row);
  });

  it('says that somebody has left, once', async () => {
    const userId = chain.userIds.ACCOUNTANT;
    const { id } = await database().session.create({
      data: { userId, createdAt: realNow(), expiresAt: realNow(), userAgent: '', ip: '' },
    });
    for (let times = 0; times < 2; times += 1) await signOut(id, realNow(), '203.0.113.9');
    const written = await database().auditEntry.findMany({
      where: { action: 'access.signOut', actorId: userId },
    });
    expect(written).toMatchObject([{ organizationId: chain.organizationId, objectId: userId }]);
  });
});
