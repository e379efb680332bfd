import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import { transaction } from '@/lib/platform/transaction';
import { changePeriod } from '@/lib/subscriptions/commands/change-period';
import { startSubscriptions } from '@/lib/subscriptions/commands/start';
import { stopRenewal } from '@/lib/subscriptions/commands/stop';
import { changeDetails } from '@/lib/terminals/commands/change-details';
import { createPairingCode } from '@/lib/terminals/commands/create-pairing-code';
import { moveTerminals } from '@/lib/terminals/commands/move-terminals';
import { pairTerminal } from '@/lib/terminals/commands/pair-terminal';
import { detailsTag } from '@/lib/terminals/details.rule';
import { findPairing } from '@/lib/terminals/pairing-queries';
import { useDatabase } from '@/lib/testing/database';
import {
  type Chain,
  contextOf,
  createCard,
  createChain,
  installCabinetModule,
} from '@/lib/testing/factories';
import { aSubscription } from '@/lib/testing/subscriptions';
import { closeAll } from '@/sandbox/testing';
import { addNote } from './commands/add-note';
import { bindCard } from './commands/bind-card';
import { setLabel } from './commands/set-label';

const database = useDatabase();
let chain: Chain;

beforeEach(async () => {
  chain = await createChain(database(), 300_000);
  await installCabinetModule(database(), chain);
});
afterEach(closeAll);

/** One more terminal, from its code to its token. */
async function aTerminal(owner: Context, storeId: string) {
  const requestId = randomUUID();
  await createPairingCode(owner, { requestId, storeId, name: 'Новая касса' });
  const code = (await findPairing(owner, requestId))?.code ?? '';
  return pairTerminal(
    { clock: owner.clock, address: requestId },
    { code, serialNumber: '00900000000017', imei: null, model: 'Эвотор 7.3', posVersion: '8.4.2' },
  );
}

it('a stop and a change of period that wait outlast every edit of the card, and of what is around it', async () => {
  const owner = contextOf(database(), chain, 'OWNER');
  const { id: simCardId } = await createCard(database(), chain, { state: 'ACTIVE' });
  const started = await transaction(owner, (ctx) =>
    startSubscriptions(ctx, {
      planSlug: 'cash-services-card',
      period: 'M1',
      subjects: [{ simCardId, name: '…' }],
    }),
  );
  const subscriptionIds = started.ok ? started.value.subscriptionIds : [];
  expect(await changePeriod(owner, { subscriptionIds, period: 'M12' })).toMatchObject({ ok: true });
  expect(await stopRenewal(owner, { subscriptionIds })).toMatchObject({ ok: true });
  const row = () => database().subscription.findUniqueOrThrow({ where: { id: subscriptionIds[0] ?? '' } });
  const before = await row();
  expect(before).toMatchObject({ cancelAtPeriodEnd: true, pendingPeriod: 'M12' });

  const [, second, third] = chain.terminalIds;
  const [center, kamchatka] = chain.storeIds;
  const terminal = await database().terminal.findUniqueOrThrow({ where: { id: second } });
  const details = { ...terminal, fiscalDriveExpiresOn: null };
  const paid = async (subject: 'card' | 'terminal') => {
    await aSubscription(database(), chain, subject, owner);
    return { ok: true };
  };
  const edits = [
    () => setLabel(owner, { simCardId, label: 'запасная' }),
    () => addNote(owner, { simCardId, requestId: randomUUID(), text: 'лежит в сейфе' }),
    () => bindCard(owner, { simCardId, terminalId: second, replace: true }),
    () => bindCard(owner, { simCardId, terminalId: third, replace: true }),
    () => bindCard(owner, { simCardId, terminalId: '', replace: false }),
    () => setLabel(owner, { simCardId, label: '' }),
    () =>
      changeDetails(owner, {
        terminalId: second,
        name: 'Касса у окна',
        kktRegNumber: '',
        fiscalDrive: '',
        fiscalDriveExpiresOn: '',
        seen: detailsTag(details),
      }),
    () => moveTerminals(owner, { storeId: kamchatka, terminals: [{ id: second, fromStoreId: center }] }),
    () => aTerminal(owner, center),
    () => paid('card'),
    () => paid('terminal'),
  ];
  for (const edit of edits) {
    expect(await edit()).toMatchObject({ ok: true });
    expect(await row()).toEqual(before);
  }
});
