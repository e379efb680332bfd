import { beforeEach, describe, expect, it } from 'vitest';
import { type Role, roles } from '@/lib/access/permission.rule';
import { mailServer } from '@/lib/platform/ports';
import { resendAddressLetter } from '@/lib/receipts/commands/resend-address-letter';
import { resetReceiptSetting } from '@/lib/receipts/commands/reset-receipt-setting';
import { sendAddressLetter } from '@/lib/receipts/commands/send-address-letter';
import { setReceiptSetting } from '@/lib/receipts/commands/set-receipt-setting';
import type { SettingTargetInput } from '@/lib/receipts/schema';
import { addressStand } from '@/lib/testing/receipt-addresses';
import { useDatabase } from '@/lib/testing/database';
import { createChain, jobContextOf, queuedTasks } from '@/lib/testing/factories';

const database = useDatabase();
const stand = addressStand(database);
const { as, organization, store, name, post, secretsIn, press, shown, rows } = stand;
let { chain, domain, mail } = stand.now();
beforeEach(() => ({ chain, domain, mail } = stand.now()));

const terminal = (index: 0 | 1 | 2, of = chain) =>
  ({ scope: 'TERMINAL', targetId: of.terminalIds[index] }) as const;

describe('a change of the address', () => {
  it('asks the new owner; the old one is asked anew when it comes back; its old link is dead', async () => {
    let version = await name(`first@${domain}`);
    await post();
    const [first = ''] = await secretsIn(`first@${domain}`);
    await press(first);
    version = await name(`second@${domain}`, organization, version, 5);
    expect(await post(5)).toEqual(['ACCEPTED']);
    expect(await shown(5)).toBe('SENT');
    expect(await press(first, 6)).toMatchObject({ code: 'UNKNOWN' });
    await name(`first@${domain}`, organization, version, 10);
    expect(await post(10)).toEqual(['ACCEPTED']);
    expect(await shown(10)).toBe('SENT');
    expect(await mail.inbox(`first@${domain}`)).toHaveLength(2);
  });

  it('asks an owner once for all the settings that name the address, and keeps the consent while one does', async () => {
    await name(`cheki@${domain}`);
    await name(`cheki@${domain}`, store());
    expect(await post()).toEqual(['ACCEPTED']);
    const [secret = ''] = await secretsIn(`cheki@${domain}`);
    await press(secret);
    await resetReceiptSetting(as('OWNER', 5), { target: store(), version: 1 });
    expect(await shown(5)).toBe('CONFIRMED');
    await resetReceiptSetting(as('OWNER', 6), { target: organization, version: 1 });
    expect(await rows()).toMatchObject([{ confirmedAt: null, tokenHash: null }]);
  });

  it('to and fro does not hasten the letters', async () => {
    let version = 0;
    for (const second of [0, 10, 20, 30]) {
      version = await name('victim@mail.ru', organization, version, second / 60);
      version = await name('other@mail.ru', organization, version, second / 60);
    }
    await post(1);
    expect((await mail.inbox('victim@mail.ru')).length).toBeLessThanOrEqual(1);
    expect((await rows()).find(({ address }) => address === 'victim@mail.ru')?.letters).toBe(1);
  });

  it('two people at once name the same address: one letter', async () => {
    await Promise.all([
      name(`cheki@${domain}`, store()),
      name(`cheki@${domain}`, terminal(2)),
      name(`cheki@${domain}`, organization),
    ]);
    expect(await post()).toEqual(['ACCEPTED']);
    expect(await mail.inbox(`cheki@${domain}`)).toHaveLength(1);
  });

  it('while its owner presses: consent never lands on another address', async () => {
    const version = await name(`first@${domain}`);
    await post();
    const [secret = ''] = await secretsIn(`first@${domain}`);
    await Promise.all([press(secret), name(`second@${domain}`, organization, version, 5)]);
    expect((await rows()).map(({ address, confirmedAt }) => [address, confirmedAt])).toEqual([
      [`first@${domain}`, null],
      [`second@${domain}`, null],
    ]);
  });
});

describe('asking once more', () => {
  const again = (role: Role, target: SettingTargetInput, minutes = 0) =>
    resendAddressLetter(as(role, minutes), { target });

  it.each(roles)('%s', async (role) => {
    await name(`cheki@${domain}`);
    const may = role === 'OWNER' || role === 'ADMIN';
    const result = await again(role, terminal(0), 5);
    expect(result.ok ? 'sent' : result.code).toBe(may ? 'sent' : 'FORBIDDEN');
    const where = { organizationId: chain.organizationId, action: 'receipts.askAddress' };
    expect(await database().auditEntry.count({ where })).toBe(may ? 1 : 0);
  });

  it('is refused for what is not in scope, has no address, or has agreed', async () => {
    const foreign = await createChain(database());
    await name(`cheki@${domain}`, store());
    expect(await again('OWNER', store(foreign))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await again('OWNER', terminal(0, foreign))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await again('ADMIN', terminal(2))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await again('OWNER', organization)).toMatchObject({ code: 'NO_ADDRESS' });
    await post();
    const [secret = ''] = await secretsIn(`cheki@${domain}`);
    await press(secret);
    expect(await again('OWNER', store(), 60)).toMatchObject({ code: 'CONFIRMED' });
  });

  it('waits longer each time, and says until when', async () => {
    await name(`cheki@${domain}`);
    const sent: number[] = [];
    for (const minute of [0.5, 1, 2, 5, 6, 20, 21, 80, 82]) {
      const result = await again('OWNER', organization, minute);
      if (result.ok) sent.push(minute);
      else expect(result.code).toBe('TOO_SOON');
    }
    expect(sent).toEqual([1, 6, 21, 82]);
    const denied = await again('OWNER', organization, 83);
    expect(denied).toMatchObject({ code: 'TOO_SOON', details: { at: 'сегодня, 17:22' } });
  });

  it('two presses at once are one letter', async () => {
    await name(`cheki@${domain}`);
    const results = await Promise.all([1, 2, 3].map(() => again('OWNER', organization, 5)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await rows()).toMatchObject([{ letters: 2 }]);
  });

  it('a letter that a newer one has replaced does not go', async () => {
    await name(`cheki@${domain}`);
    const [old] = await queuedTasks(database());
    await again('OWNER', organization, 5);
    const input = old?.payload as unknown as { addressId: string; letter: number };
    expect(await sendAddressLetter(jobContextOf(database(), chain), input, mailServer())).toBe('NOT_WANTED');
    expect(await post(5)).toEqual(['ACCEPTED']);
    expect(await mail.inbox(`cheki@${domain}`)).toHaveLength(1);
  });

  it('one mailbox gets ten letters a day from all organizations together', async () => {
    const letters = await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        const other = await createChain(database());
        await setReceiptSetting(as('OWNER', 0, other), {
          printMode: 'BOTH',
          addressFrom: 'OWN',
          defaultEmail: index % 2 ? 'victim@mail.ru' : 'Victim@mail.ru',
          target: organization,
          version: 0,
        });
        return (await rows(other))[0]?.letters ?? 0;
      }),
    );
    expect(letters.filter((count) => count === 1)).toHaveLength(10);
  });
});
