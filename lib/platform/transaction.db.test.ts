import { describe, expect, it } from 'vitest';
import { refusal, success } from '@/lib/core/result';
import { useDatabase } from '@/lib/testing/database';
import { contextOf, createChain, queuedTasks } from '@/lib/testing/factories';
import { audit } from './audit';
import { enqueue } from './jobs';
import { transaction } from './transaction';

const db = useDatabase();

const record = (id: string) => ({
  action: 'test.done',
  objectType: 'test',
  objectId: id,
  objectName: 'проба',
  after: { value: 1 },
});

describe('transaction', () => {
  it('commits the change, its audit row and its job together', async () => {
    const chain = await createChain(db());
    const ctx = contextOf(db(), chain, 'OWNER');
    const before = (await queuedTasks(db())).length;
    const result = await transaction(ctx, async (inner) => {
      await audit(inner, record('a'));
      await enqueue(inner, 'test.task', { value: 1 }, { runInMs: 60_000 });
      return success('done');
    });
    expect(result).toEqual({ ok: true, value: 'done' });
    const entry = await db().auditEntry.findFirstOrThrow({ where: { objectId: 'a' } });
    expect(entry).toMatchObject({
      actorName: 'Тест OWNER',
      after: { value: 1 },
      before: null,
      ip: '127.0.0.1',
    });
    const tasks = await queuedTasks(db());
    expect(tasks.length).toBe(before + 1);
    expect(tasks.at(-1)).toEqual({
      task: 'test.task',
      payload: { value: 1, organizationId: chain.organizationId },
    });
  });

  it('leaves nothing behind a refusal, in the transaction it joined too', async () => {
    const chain = await createChain(db());
    const ctx = contextOf(db(), chain, 'OWNER');
    const before = (await queuedTasks(db())).length;
    const result = await transaction(ctx, async (outer) => {
      await audit(outer, record('b'));
      return transaction(outer, async (inner) => {
        await enqueue(inner, 'test.task', { value: 2 });
        return refusal('NO', { why: 'test' });
      });
    });
    expect(result).toEqual({ ok: false, code: 'NO', details: { why: 'test' } });
    expect(await db().auditEntry.count({ where: { objectId: 'b' } })).toBe(0);
    expect((await queuedTasks(db())).length).toBe(before);
  });
});

describe('the database itself', () => {
  it('refuses a link between tenants', async () => {
    const own = await createChain(db());
    const foreign = await createChain(db());
    await expect(
      db().simCard.create({
        data: {
          organizationId: own.organizationId,
          terminalId: foreign.terminalIds[0],
          operatorSlug: 'mts',
          iccid: '8970101000000000001',
          state: 'READY',
          stateChangedAt: new Date(),
          createdAt: new Date(),
        },
      }),
    ).rejects.toThrow(/foreign key/i);
  });

  it('refuses to change or delete what is append-only', async () => {
    const chain = await createChain(db());
    await audit(contextOf(db(), chain, 'OWNER'), record('c'));
    await expect(
      db().auditEntry.updateMany({ where: { objectId: 'c' }, data: { actorName: 'x' } }),
    ).rejects.toThrow(/never changed/);
    await expect(db().auditEntry.deleteMany({ where: { objectId: 'c' } })).rejects.toThrow(/never changed/);
  });
});
