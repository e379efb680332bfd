import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { useDatabase } from '@/lib/testing/database';
import { NEXT } from '@/sandbox/payments/model';
import { closeAll, connectedOperator, connectedPayments, connectOperator } from '@/sandbox/testing';
import { simOperator, simOperatorLimits } from './ports';
import {
  lastOperatorRequests,
  nextPayment,
  nextPayments,
  operatorMode,
  setNextPayment,
  setOperatorMode,
  tellOperatorsTime,
} from './sandbox';

useDatabase();
afterEach(closeAll);

const AWAY = 'http://127.0.0.1:1';
const ICCID = '8970101123456789019';
const operation = (action: 'ACTIVATE' | 'DEACTIVATE' = 'ACTIVATE') => ({
  operationId: randomUUID(),
  iccid: ICCID,
  action,
});

test('operators live by the time of the cabinet, and one that is away stops nobody', async () => {
  const mts = await connectedOperator('mts', { answerMs: 0, shipMs: 0, synchronous: true });
  connectOperator('megafon', AWAY);
  await simOperator('mts')?.request(operation());
  const days = 40 * 86_400_000;
  await tellOperatorsTime(days);
  const month = new Date(Date.now() + days).toISOString().slice(0, 7);
  const usage = await simOperator('mts')?.usage(ICCID, month);
  expect(usage?.kind === 'usage' && usage.days.length).toBeGreaterThan(0);
  expect((await mts.service(ICCID)).state).toBe('active');
});

test('the panel switches faults and shows what was asked for, newest first', async () => {
  await connectedOperator('mts', { answerMs: 0, shipMs: 0, synchronous: true });
  await setOperatorMode('mts', 'slow');
  expect(await operatorMode('mts')).toBe('slow');
  const [first, second] = [operation(), operation('DEACTIVATE')];
  for (const each of [first, second, second]) await simOperator('mts')?.request(each);
  await simOperator('mts')?.inspect(ICCID);
  expect(await lastOperatorRequests('mts', 2)).toMatchObject([
    { key: second.operationId, duplicate: true, effect: false },
    { key: second.operationId, duplicate: false, effect: true },
  ]);
});

test('an operator that does not answer is left alone, and tried again after its pause', async () => {
  const mts = await connectedOperator('mts', { answerMs: 0, shipMs: 0, synchronous: true });
  await mts.mode('down');
  for (let index = 0; index < 5; index += 1) await simOperator('mts')?.inspect(ICCID);
  const asked = (await mts.log()).length;
  expect(asked).toBeGreaterThanOrEqual(10);
  expect(await simOperator('mts')?.request(operation())).toMatchObject({
    kind: 'unavailable',
    detail: 'оператор не отвечает, вызов отложен',
  });
  expect(await mts.log()).toHaveLength(asked);
  await mts.mode('normal');
  await expect.poll(() => simOperator('mts')?.request(operation())).toEqual({ kind: 'completed' });
});

test('every fault of the payment provider can be asked for', async () => {
  expect([...nextPayments].sort()).toEqual([...NEXT].sort());
  await connectedPayments();
  for (const next of nextPayments) {
    await setNextPayment(next);
    expect(await nextPayment()).toBe(next);
  }
});

test('limits come from the settings', () => {
  connectOperator('mts', AWAY);
  expect(simOperatorLimits('mts')).toEqual({ concurrency: 20, perSecond: 500 });
  expect(simOperator('tele2')).toBeNull();
});
