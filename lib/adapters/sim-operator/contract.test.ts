import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { OperatorReply, SimAction, SimOperator } from '@/lib/sim-cards/operator.port';
import type { OperatorConfig } from '@/sandbox/operator';
import { closeAll, eventually, listener, opened, program, startedOperator, tempDir } from '@/sandbox/testing';
import { controlCenterOperator } from './control-center';
import { tmf640Operator } from './tmf640';

afterEach(closeAll);

const ICCID = '8970101123456789019';
const IMEI = '864850000000012';

interface Protocol {
  name: string;
  connect: (baseUrl: string, options?: { timeoutMs?: number; apiKey?: string }) => SimOperator;
  /** how a refusal comes: with the answer, or later as the result */
  refuses: 'at once' | 'later';
}

const protocols: Protocol[] = [
  {
    name: 'TMF640',
    connect: (baseUrl, { timeoutMs = 2000, apiKey = 'key' } = {}) =>
      tmf640Operator({ baseUrl, apiKey, webhookSecret: 'secret', timeoutMs }),
    refuses: 'later',
  },
  {
    name: 'Control Center',
    connect: (baseUrl, { timeoutMs = 2000, apiKey = 'key' } = {}) =>
      controlCenterOperator({ baseUrl, username: 'kassa', apiKey, timeoutMs }),
    refuses: 'at once',
  },
];

const wanted = (action: SimAction = 'ACTIVATE', iccid = ICCID) => ({
  operationId: randomUUID(),
  iccid,
  action,
});

const reference = (reply: OperatorReply): string => {
  if (reply.kind !== 'accepted') throw new Error(JSON.stringify(reply));
  return reply.reference;
};

describe.each(protocols)('an operator by $name', ({ connect, refuses }) => {
  async function sandbox(config: Partial<OperatorConfig> = {}) {
    const outside = await startedOperator(config);
    return { ...outside, operator: connect(`${outside.url}/`) };
  }
  const inTheEnd = (operator: SimOperator, accepted: OperatorReply, outcome: OperatorReply) =>
    eventually(async () => {
      expect(await operator.check(reference(accepted))).toEqual(outcome);
    });

  test('switches a card on, off and closes it for good', async () => {
    const { operator, service } = await sandbox({ answerMs: 700 });
    for (const [action, state, changes] of [
      ['ACTIVATE', 'active', 1],
      ['DEACTIVATE', 'inactive', 2],
      ['TERMINATE', 'terminated', 3],
    ] as const) {
      const accepted = await operator.request(wanted(action));
      expect((await operator.check(reference(accepted))).kind).toBe('accepted');
      await inTheEnd(operator, accepted, { kind: 'completed' });
      expect(await service(ICCID)).toMatchObject({ state, changes });
      expect(await operator.request(wanted(action))).toEqual({ kind: 'completed' });
    }
    expect(await operator.request(wanted('ACTIVATE'))).toEqual({
      kind: 'rejected',
      reason: 'Карта закрыта оператором',
    });
  });

  test('that answers with the result at once', async () => {
    const { operator, service } = await sandbox({ synchronous: true, latencyMs: 20 });
    const operation = wanted();
    expect(await operator.request(operation)).toEqual({ kind: 'completed' });
    expect(await operator.request(operation)).toEqual({ kind: 'completed' });
    expect(await service(ICCID)).toMatchObject({ state: 'active', changes: 1 });
  });

  test('the same operation many times acts once', async () => {
    const { operator, service, log } = await sandbox();
    const operation = wanted();
    const replies = await Promise.all(Array.from({ length: 10 }, () => operator.request(operation)));
    // The last of them may come when the card is there already.
    const [accepted = { kind: 'completed' }] = replies;
    for (const reply of replies) expect([accepted, { kind: 'completed' }]).toContainEqual(reply);
    await inTheEnd(operator, accepted, { kind: 'completed' });
    expect((await operator.request(operation)).kind).toMatch(/^(accepted|completed)$/);
    expect(await service(ICCID)).toMatchObject({ changes: 1 });

    const ours = (await log()).filter(({ key }) => key === operation.operationId);
    expect(ours.filter(({ effect }) => effect)).toHaveLength(1);
    expect(ours.filter(({ duplicate }) => duplicate)).toHaveLength(10);
    expect(await operator.request({ ...operation, action: 'DEACTIVATE' })).toMatchObject({
      kind: 'rejected',
    });
  });

  test('refuses in words: a card of another operator, and by its own decision', async () => {
    const { operator, mode, service } = await sandbox();
    expect(await operator.request(wanted('ACTIVATE', '8970102123456789018'))).toEqual({
      kind: 'rejected',
      reason: 'Карта с таким номером не найдена',
    });
    await mode('reject');
    const refusal = {
      kind: 'rejected',
      reason: 'Номер заблокирован оператором: нет данных о владельце',
    } as const;
    const reply = await operator.request(wanted());
    if (refuses === 'later') await inTheEnd(operator, reply, refusal);
    else expect(reply).toEqual(refusal);
    await mode('normal');
    expect((await operator.request(wanted())).kind).toBe('accepted');
    await eventually(async () => {
      expect(await service(ICCID)).toMatchObject({ state: 'active', changes: 1 });
    });
  });

  test.each(['error-500', 'down'])(
    'in the mode %s nothing is known, and nothing has failed',
    async (mode) => {
      const { operator, mode: set } = await sandbox();
      const accepted = reference(await operator.request(wanted()));
      await set(mode);
      const next = wanted('DEACTIVATE');
      for (const reply of [
        await operator.request(next),
        await operator.check(accepted),
        await operator.inspect(ICCID),
        await operator.list(null),
        await operator.usage(ICCID, '2026-11'),
        await operator.lockImei({ operationId: randomUUID(), iccid: ICCID, imei: IMEI }),
      ]) {
        expect(reply).toMatchObject({ kind: 'unavailable' });
        expect(reply).not.toHaveProperty('answered');
      }
      await set('normal');
      expect((await operator.request(next)).kind).toMatch(/^(accepted|completed)$/);
    },
  );

  test('an answer that never comes, is refused for pace, or cannot be read', async () => {
    for (const status of [429, 503, 401, 404, 200, 202, 302]) {
      const strange = await listener(() => ({ status, body: status === 404 ? undefined : ['?'] }));
      const operator = connect(strange.url);
      expect(await operator.request(wanted())).toMatchObject({ kind: 'unavailable' });
      expect(await operator.check('reference:1')).toMatchObject({ kind: 'unavailable' });
      expect(await operator.inspect(ICCID)).toMatchObject({ kind: 'unavailable' });
      expect(await operator.list(null)).toMatchObject({ kind: 'unavailable' });
      expect(await operator.usage(ICCID, '2026-11')).toMatchObject({ kind: 'unavailable' });
    }
    const mute = createServer();
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    opened.push(() => mute.close());
    const address = mute.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect(await connect(`http://127.0.0.1:${String(port)}`, { timeoutMs: 50 }).request(wanted())).toEqual({
      kind: 'unavailable',
      detail: 'нет ответа за 50 мс',
    });
  });

  test('a wrong key is our trouble, not a refusal of the card', async () => {
    const { url } = await sandbox();
    expect(await connect(url, { apiKey: 'wrong' }).request(wanted())).toEqual({
      kind: 'unavailable',
      detail: 'HTTP 401',
    });
  });

  test('flaky: every operation repeated until it is answered acts once', async () => {
    const { operator, mode, log, service } = await sandbox();
    await mode('flaky');
    const operations = Array.from({ length: 30 }, (_, index) =>
      wanted('ACTIVATE', `8970101${String(index).padStart(12, '0')}`),
    );
    let calls = 0;
    for (const operation of operations) {
      let reply: OperatorReply;
      do {
        reply = await operator.request(operation);
        calls += 1;
      } while (reply.kind === 'unavailable');
    }
    expect(calls).toBeGreaterThan(operations.length);
    await mode('normal');
    for (const { iccid } of operations) {
      await eventually(async () => {
        expect(await service(iccid)).toMatchObject({ state: 'active', changes: 1 });
      });
    }
    expect((await log()).filter(({ effect }) => effect)).toHaveLength(operations.length);
  });

  test('silent holds an operation until the operator is normal again', async () => {
    const { operator, mode } = await sandbox();
    await mode('silent');
    const held = await operator.request(wanted());
    expect((await operator.check(reference(held))).kind).toBe('accepted');
    await mode('normal');
    await inTheEnd(operator, held, { kind: 'completed' });
  });

  test('late: the result comes, however long it took', async () => {
    const { operator, mode, settings } = await sandbox({ answerMs: 0 });
    await settings({ lateMs: 150 });
    await mode('late-callback');
    const late = await operator.request(wanted());
    expect((await operator.check(reference(late))).kind).toBe('accepted');
    await inTheEnd(operator, late, { kind: 'completed' });
  });

  test('an operation nobody knows is a question without an answer', async () => {
    const { operator } = await sandbox();
    expect(await operator.check('nothing')).toMatchObject({ kind: 'unavailable', answered: true });
  });

  test('shows a card as it is, also when it was changed behind our back', async () => {
    const { operator, setCard } = await sandbox();
    expect(await operator.inspect(ICCID)).toEqual({ kind: 'unknown' });
    await setCard(ICCID, {});
    const card = { iccid: ICCID, state: 'READY', imei: null, imeiLock: null, lastTrafficAt: null };
    expect(await operator.inspect(ICCID)).toEqual({ kind: 'card', card });
    await setCard(ICCID, { state: 'active', imei: IMEI, lastTrafficAt: '2026-11-20T08:30:00.000Z' });
    expect(await operator.inspect(ICCID)).toEqual({
      kind: 'card',
      card: { ...card, state: 'ACTIVE', imei: IMEI, lastTrafficAt: new Date('2026-11-20T08:30:00Z') },
    });
    for (const [theirs, ours] of [
      ['inactive', 'INACTIVE'],
      ['terminated', 'TERMINATED'],
    ] as const) {
      await setCard(ICCID, { state: theirs });
      expect(await operator.inspect(ICCID)).toMatchObject({ card: { state: ours } });
    }
  });

  test('locks a card to a device, and frees it', async () => {
    const { operator, setCard, service } = await sandbox();
    await setCard(ICCID, { state: 'active' });
    for (const imei of [IMEI, null]) {
      const reply = await operator.lockImei({ operationId: randomUUID(), iccid: ICCID, imei });
      await inTheEnd(operator, reply, { kind: 'completed' });
      expect(await operator.inspect(ICCID)).toMatchObject({ card: { imeiLock: imei, state: 'ACTIVE' } });
    }
    expect(await service(ICCID)).toMatchObject({ changes: 0 });
  });

  test('lists all cards, page by page, each once', async () => {
    const { operator, url } = await sandbox();
    const all = Array.from({ length: 1203 }, (_, index) => ({
      iccid: `8970101${String(index).padStart(12, '0')}`,
      state: index % 2 === 0 ? 'active' : 'inactive',
    }));
    await fetch(`${url}/sandbox/services`, { method: 'POST', body: JSON.stringify(all) });
    const seen: string[] = [];
    let after: string | null = null;
    let pages = 0;
    do {
      const page = await operator.list(after);
      if (page.kind !== 'page') throw new Error(page.detail);
      seen.push(...page.cards.map(({ iccid, state }) => `${iccid} ${state.toLowerCase()}`));
      after = page.next;
      pages += 1;
    } while (after !== null);
    expect(seen).toEqual(all.map(({ iccid, state }) => `${iccid} ${state}`));
    expect(pages).toBe(3);
  });

  test('tells the traffic of each day of a month', async () => {
    const { operator, setCard, settings } = await sandbox();
    await settings({ now: '2026-11-20T21:30:00.000Z' });
    expect(await operator.usage(ICCID, '2026-11')).toEqual({ kind: 'unknown' });
    await setCard(ICCID, { state: 'active', usage: { '2026-11-03': 777 } });
    const usage = await operator.usage(ICCID, '2026-11');
    if (usage.kind !== 'usage') throw new Error(usage.kind);
    expect(usage.days).toHaveLength(21);
    expect(usage.days.at(-1)?.date).toBe('2026-11-21');
    expect(usage.days[2]).toEqual({ date: '2026-11-03', bytes: 777 });
    expect(await operator.usage(ICCID, '2026-11')).toEqual(usage);
    const october = await operator.usage(ICCID, '2026-10');
    expect(october.kind === 'usage' && october.days.length).toBe(31);
    expect(await operator.usage(ICCID, '2026-12')).toEqual({ kind: 'usage', days: [] });
  });

  test('is its own process: an accepted operation outlives a restart', async () => {
    const env = {
      SLUG: 'mts',
      SANDBOX_DATA: tempDir(),
      API_KEY: 'key',
      WEBHOOK_SECRET: 'secret',
      ICCID_PREFIX: '8970101',
      ANSWER_MS: '600',
    };
    const first = await program('operator', env);
    const operation = wanted();
    const accepted = await connect(first.url).request(operation);
    expect(await first.stop()).toBe(0);

    const second = await program('operator', env);
    const operator = connect(second.url);
    await inTheEnd(operator, accepted, { kind: 'completed' });
    expect((await operator.request(operation)).kind).toMatch(/^(accepted|completed)$/);
    expect(await operator.inspect(ICCID)).toMatchObject({ card: { state: 'ACTIVE' } });
    expect(second.output()).toBe(`ready ${second.url}\n`);
  }, 20_000);
});
