import { beforeEach, describe, expect, it } from 'vitest';
import { useDatabase } from '@/lib/testing/database';
import { RateCounter, type RateLimit, rateLimits } from './rate-limit';

const db = useDatabase();
const limit: RateLimit = { name: 'test', most: 100, free: 10 };
const START = Date.parse('2026-11-20T09:00:00Z');
let who = '';
let number = 0;

beforeEach(() => {
  number += 1;
  who = `caller-${number}`;
});

async function asked(counter: RateCounter, times: number, nowMs = START) {
  let admitted = 0;
  for (let i = 0; i < times; i += 1) {
    const answer = await counter.admit(db(), limit, who, nowMs);
    if (answer.ok) admitted += 1;
  }
  return admitted;
}

const row = () => db().guessGuard.findUnique({ where: { key: `rate:test:${who}` } });

describe('requests of one caller', () => {
  it('cost nothing while they are few', async () => {
    expect(await asked(new RateCounter(), 10)).toBe(10);
    expect(await row()).toBeNull();
  });

  it('are as many a minute as the limit says, and are told when to come again', async () => {
    const counter = new RateCounter();
    const admitted = await asked(counter, 300);
    expect(admitted).toBeGreaterThan(85);
    expect(admitted).toBeLessThanOrEqual(100);
    const refused = await counter.admit(db(), limit, who, START);
    expect(refused).toMatchObject({ ok: false });
    if (refused.ok) throw new Error('admitted');
    expect(refused.retryAfterSeconds).toBeGreaterThan(0);
    expect(refused.retryAfterSeconds).toBeLessThanOrEqual(60);
    const later = await counter.admit(db(), limit, who, START + refused.retryAfterSeconds * 1000);
    expect(later.ok).toBe(true);
  });

  it('are counted together by all processes, and a restart forgets no more than the free ones', async () => {
    const processes = Array.from({ length: 4 }, () => new RateCounter());
    let admitted = 0;
    for (let round = 0; round < 60; round += 1) {
      for (const counter of processes) {
        const answer = await counter.admit(db(), limit, who, START);
        if (answer.ok) admitted += 1;
      }
    }
    expect(admitted).toBeGreaterThan(70);
    expect(admitted).toBeLessThanOrEqual(limit.most + processes.length * limit.free);
    expect(await asked(new RateCounter(), 50)).toBeLessThanOrEqual(limit.free);
  });

  it('at the same moment are no more than the limit', async () => {
    const counter = new RateCounter();
    const answers = await Promise.all(
      Array.from({ length: 300 }, () => counter.admit(db(), limit, who, START)),
    );
    expect(answers.filter(({ ok }) => ok).length).toBe(limit.most);
  });

  it('of one do not touch another', async () => {
    const counter = new RateCounter();
    await asked(counter, 300);
    const other = await counter.admit(db(), limit, `${who}-other`, START);
    expect(other).toEqual({ ok: true, remaining: 99, resetSeconds: 60 });
  });
});

it('every limit lets a person work: more free requests than anybody makes by hand', () => {
  expect(rateLimits.action.free).toBeGreaterThanOrEqual(60);
  for (const { most, free } of Object.values(rateLimits)) expect(free).toBeLessThan(most / 3);
});
