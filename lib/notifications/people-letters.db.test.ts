import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { invitePerson } from '@/lib/access/people/commands/invite-person';
import { resendInvitation } from '@/lib/access/people/commands/resend-invitation';
import { revokeInvitation } from '@/lib/access/people/commands/revoke-invitation';
import { invitationToken } from '@/lib/access/people/invitation-link';
import { type Role, roles } from '@/lib/access/permission.rule';
import { fixedClock } from '@/lib/core/clock';
import { realNow } from '@/lib/platform/clock';
import { mailServer } from '@/lib/platform/ports';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain, jobContextOf } from '@/lib/testing/factories';
import { closeAll, eventually, mailProcess } from '@/sandbox/testing';
import { sendLetters } from './commands/send-letters';
import { tellInvitation } from './commands/tell-invitation';
import { tellRightsChanged } from './commands/tell-rights-changed';

const database = useDatabase();
let chain: Chain;

beforeEach(async () => {
  chain = await createChain(database());
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await closeAll();
});

const owner = () => contextOf(database(), chain, 'OWNER', realNow().toISOString());
const codeOf = (result: { ok: boolean; code?: string }) => (result.ok ? 'ok' : result.code);

async function invited() {
  const email = `${randomUUID()}@kassa.test`;
  const rights = { role: 'CASHIER' as const, storeIds: [chain.storeIds[1]] };
  const result = await invitePerson(owner(), { requestId: randomUUID(), email, ...rights });
  if (!result.ok) throw new Error(result.code);
  const id = result.value.invitationId;
  return { id, email, token: invitationToken(id, 1) };
}

describe('letters', () => {
  const letters = (email: string) => database().letter.findMany({ where: { email }, orderBy: { id: 'asc' } });
  const job = () => jobContextOf(database(), chain, realNow().toISOString());

  it('one a link, with the rights; the link comes into it only when it is sent', async () => {
    const mail = await mailProcess();
    vi.stubEnv('SMTP_URL', mail.smtpUrl);
    vi.stubEnv('SMTP_FROM', 'cabinet@kassa.example');
    const { id, email, token } = await invited();
    for (let index = 0; index < 2; index += 1) await tellInvitation(job(), { invitationId: id });
    await resendInvitation(owner(), { invitationId: id });
    await tellInvitation(job(), { invitationId: id });
    const kept = await letters(email);
    expect(kept.map(({ subject }) => subject)).toEqual(Array(2).fill('Приглашение в кабинет: ООО «Проба»'));
    expect(kept[0]?.text).toContain('Роль: кассир. Магазины: Камчатка.');
    expect(kept[0]?.text).not.toContain('финансам');
    const everywhere = JSON.stringify([kept, await database().invitation.findMany()]);
    expect(everywhere).not.toContain(token);
    expect(everywhere).not.toContain(invitationToken(id, 2));
    await sendLetters(database(), fixedClock(realNow().toISOString()), mailServer());
    await eventually(async () => {
      const found = await mail.inbox(email);
      expect(found).toHaveLength(2);
      const texts = found.map(({ text }) => text).join();
      for (const link of [token, invitationToken(id, 2)]) {
        expect(texts).toContain(`http://127.0.0.1:3000/invitation/${link}`);
      }
      for (const { html } of found) expect(html).toMatch(/\/invitation\/[\w-]{43}"/);
    });
  });

  it('none for an invitation that is accepted or revoked meanwhile', async () => {
    const { id, email } = await invited();
    await revokeInvitation(owner(), { invitationId: id });
    expect(await tellInvitation(job(), { invitationId: id })).toEqual({ ok: true, value: 0 });
    expect(await letters(email)).toEqual([]);
  });

  it('rights that were changed or taken away are told to the person alone, once a change', async () => {
    const email = async (role: Role) =>
      (await database().user.findUniqueOrThrow({ where: { id: chain.userIds[role] } })).email;
    const tell = (at: number) => tellRightsChanged(job(), { userId: chain.userIds.CASHIER, at });
    for (const at of [1, 1, 2]) await tell(at);
    await database().membership.deleteMany({ where: { userId: chain.userIds.CASHIER } });
    await tell(3);
    const told = await letters(await email('CASHIER'));
    expect(told.map(({ subject }) => subject)).toEqual([
      'Ваши права изменены: ООО «Проба»',
      'Ваши права изменены: ООО «Проба»',
      'Доступ закрыт: ООО «Проба»',
    ]);
    expect(told[0]?.text).toContain('Роль: кассир. Магазины: Центр.');
    for (const role of ['OWNER', 'ADMIN'] as const) expect(await letters(await email(role))).toEqual([]);
  });

  it.each(roles)('as %s', async (role) => {
    const ctx = contextOf(database(), chain, role);
    const may = role === 'OWNER' ? 'ok' : 'FORBIDDEN';
    expect(codeOf(await tellInvitation(ctx, { invitationId: randomUUID() }))).toBe(may);
    expect(codeOf(await tellRightsChanged(ctx, { userId: chain.userIds.CASHIER, at: 1 }))).toBe(may);
  });
});
