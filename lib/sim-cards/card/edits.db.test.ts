import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { transaction } from '@/lib/platform/transaction';
import { changePeriod } from '@/lib/subscriptions/commands/change-period';
import { startSubscriptions } from '@/lib/subscriptions/commands/start';
import { stopRenewal } from '@/lib/subscriptions/commands/stop';
import { useDatabase } from '@/lib/testing/database';
import {
  type Chain,
  contextOf,
  createCard,
  createChain,
  installCabinetModule,
} from '@/lib/testing/factories';
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

it('a stop and a change of period that wait outlast every edit of the card they belong to', async () => {
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
  const row = () =>
    database().subscription.findFirstOrThrow({ where: { organizationId: chain.organizationId } });
  const before = await row();
  expect(before).toMatchObject({ cancelAtPeriodEnd: true, pendingPeriod: 'M12' });

  const [, second, third] = chain.terminalIds;
  const edits = [
    () => setLabel(owner, { simCardId, label: 'запасная' }),
    () => addNote(owner, { simCardId, requestId: randomUUID(), text: 'лежит в сейфе' }),
    () => bindCard(owner, { simCardId, terminalId: second, replace: true }),
    () => bindCard(owner, { simCardId, terminalId: third, replace: true }),
    () => bindCard(owner, { simCardId, terminalId: '', replace: false }),
    () => setLabel(owner, { simCardId, label: '' }),
  ];
  for (const edit of edits) {
    expect(await edit()).toMatchObject({ ok: true });
    expect(await row()).toEqual(before);
  }
});
