import { describe, expect, it } from 'vitest';
import { useDatabase } from '@/lib/testing/database';
import { createChain } from '@/lib/testing/factories';
import { hashPassword } from '../password';
import { loadSession } from '../session';
import { signIn } from './sign-in';
import { signOut } from './sign-out';

const db = useDatabase();
const from = { ip: '127.0.0.1', userAgent: 'test', now: new Date() };

async function person(role: 'OWNER' | 'ADMIN') {
  const chain = await createChain(db());
  const user = await db().user.update({
    where: { id: chain.userIds[role] },
    data: { passwordHash: await hashPassword('правильный пароль') },
  });
  return { chain, user };
}

describe('sign-in', () => {
  it('opens a session that carries role and stores as they are now', async () => {
    const { chain, user } = await person('ADMIN');
    const result = await signIn({ email: user.email, password: 'правильный пароль' }, from);
    if (!result.ok) throw new Error(result.code);
    const session = await loadSession(result.value.sessionId, null);
    expect(session).toMatchObject({ role: 'ADMIN', ctx: { storeIds: [chain.storeIds[0]] } });

    await db().membership.updateMany({ where: { userId: user.id }, data: { role: 'CASHIER' } });
    expect((await loadSession(result.value.sessionId, null))?.role).toBe('CASHIER');

    await db().membership.deleteMany({ where: { userId: user.id } });
    expect(await loadSession(result.value.sessionId, null)).toBeNull();
  });

  it('ends for good with sign-out and with its term', async () => {
    const { user } = await person('OWNER');
    const open = async () => {
      const result = await signIn({ email: user.email, password: 'правильный пароль' }, from);
      if (!result.ok) throw new Error(result.code);
      return result.value.sessionId;
    };
    const first = await open();
    await signOut(first, new Date());
    expect(await loadSession(first, null)).toBeNull();
    const second = await open();
    await db().session.update({ where: { id: second }, data: { expiresAt: new Date(Date.now() - 1) } });
    expect(await loadSession(second, null)).toBeNull();
  });

  it.each(['чужой', ''])('refuses the password «%s» and an unknown address alike', async (password) => {
    const { user } = await person('OWNER');
    const known = await signIn({ email: user.email, password }, from);
    const unknown = await signIn({ email: 'nobody@kassa.test', password }, from);
    expect(known).toEqual({ ok: false, code: 'WRONG_CREDENTIALS' });
    expect(unknown).toEqual(known);
  });

  it('keeps argon2id in the base, never the password', async () => {
    const { user } = await person('OWNER');
    expect(user.passwordHash).toMatch(/^\$argon2id\$/);
  });
});
