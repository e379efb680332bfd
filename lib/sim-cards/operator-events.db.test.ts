import { realNow } from '@/lib/platform/clock';
import { createHmac, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { simOperator } from '@/lib/platform/ports';
import { useDatabase } from '@/lib/testing/database';
import { activatingCard, emptyQueues } from '@/lib/testing/sim-cards';
import { closeAll, connectedOperator, connectOperator, inTheEnd, listener } from '@/sandbox/testing';
import { dispatchOperations } from './dispatcher';
import type { SimOperator } from './operator.port';
import { acceptOperatorEvent } from './operator-events';

const database = useDatabase();
afterEach(closeAll);
beforeEach(() => emptyQueues(database()));

const sandbox = (answerMs = 5) => connectedOperator('mts', { answerMs, shipMs: 1000 });
const activating = () => activatingCard(database());

describe('events of an operator', () => {
  async function withEvents(mode: string) {
    const operator = await sandbox();
    const inbox = await listener();
    await simOperator('mts')?.subscribe(inbox.url);
    await operator.mode(mode);
    const it = await activating();
    return { ...it, operator, inbox };
  }

  const deliver = ({ headers, body }: { headers: Headers; body: string }, slug = 'mts') =>
    acceptOperatorEvent(slug, { headers, rawBody: body, nowMs: realNow().getTime() });

  it.each([
    ['normal', 2],
    ['duplicate-callback', 4],
    ['out-of-order', 3],
  ])('%s: one result however many messages', async (mode, messages) => {
    const it = await withEvents(mode);
    await it.step();
    await inTheEnd(() => expect(it.inbox.received).toHaveLength(messages));
    for (const message of [...it.inbox.received, ...it.inbox.received]) {
      expect(await deliver(message)).toBe('TAKEN');
    }
    expect(await it.state()).toBe('ACTIVE');
    expect(await it.history()).toEqual(['READY → ACTIVATING', 'ACTIVATING → ACTIVE']);
    expect(await it.row()).toMatchObject({ state: 'COMPLETED' });
  });

  it('the result arrives before the request has returned', async () => {
    const it = await withEvents('normal');
    const port = simOperator('mts');
    if (!port) throw new Error('mts is integrated');
    const slow: SimOperator = {
      ...port,
      request: async (operation) => {
        const reply = await port.request(operation);
        await inTheEnd(() => expect(it.inbox.received).toHaveLength(2));
        for (const message of it.inbox.received) await deliver(message);
        return reply;
      },
    };
    await dispatchOperations({
      db: database(),
      clock: it.job.clock,
      operatorSlug: 'mts',
      operator: slow,
      concurrency: 1,
    });
    expect(await it.state()).toBe('ACTIVE');
    expect(await it.row()).toMatchObject({ state: 'COMPLETED', dueAt: null, leasedBy: null });
  });

  it('a card that is inactive on its way to active has not been activated yet', async () => {
    const it = await withEvents('silent');
    await it.step();
    const became = (state: string) => {
      const body = JSON.stringify({
        eventId: randomUUID(),
        correlationId: it.operationId,
        event: { service: { id: it.card.iccid, state } },
      });
      const time = String(Math.floor(realNow().getTime() / 1000));
      const signature = createHmac('sha256', 'secret').update(`${time}.${body}`).digest('hex');
      return deliver({ headers: new Headers({ 'X-Signature': `t=${time},v1=${signature}` }), body });
    };
    expect(await became('inactive')).toBe('TAKEN');
    expect(await it.state()).toBe('ACTIVATING');
    expect(await became('active')).toBe('TAKEN');
    expect(await it.state()).toBe('ACTIVE');
  });

  it('a forged, an old and a foreign message change nothing', async () => {
    const it = await withEvents('normal');
    await it.step();
    await inTheEnd(() => expect(it.inbox.received).toHaveLength(2));
    const [message] = it.inbox.received;
    if (!message) throw new Error('no message');
    const forged = { ...message, body: message.body.replace('Completed', 'InError') };
    expect(await deliver(forged)).toBe('REFUSED');
    expect(
      await acceptOperatorEvent('mts', {
        headers: message.headers,
        rawBody: message.body,
        nowMs: realNow().getTime() + 301_000,
      }),
    ).toBe('REFUSED');
    expect(await deliver(message, 'beeline')).toBe('UNKNOWN_OPERATOR');
    connectOperator('megafon', it.operator.url);
    expect(await deliver(message, 'megafon')).toBe('REFUSED');
    expect(await it.state()).toBe('ACTIVATING');
  });
});
