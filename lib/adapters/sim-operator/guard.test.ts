import { describe, expect, test } from 'vitest';
import { OperatorGuard, type GuardLimits } from './guard';

const limits: GuardLimits = { concurrency: 2, perSecond: 1_000_000, pauseMs: 1000 };
const down = { kind: 'unavailable', detail: 'нет соединения' } as const;
const done = { kind: 'completed' } as const;

/** A guard whose time passes only by its own waiting, and `pass`. */
function guardWith(changed: Partial<GuardLimits> = {}) {
  let now = 0;
  const waits: number[] = [];
  const guard = new OperatorGuard(
    { ...limits, ...changed },
    {
      now: () => now,
      wait: (ms) => {
        waits.push(ms);
        now += ms;
        return Promise.resolve();
      },
      chance: () => 0.5,
    },
  );
  return { guard, waits, pass: (ms: number) => (now += ms) };
}

/** Work that answers as listed, then with the last of it, and counts. */
function work(
  ...replies: (typeof down | typeof done | { kind: 'unavailable'; detail: string; answered: true })[]
) {
  let calls = 0;
  const call = () => Promise.resolve(replies[Math.min(calls++, replies.length - 1)] ?? done);
  return { call, calls: () => calls };
}

async function opened() {
  const made = guardWith();
  for (let index = 0; index < 4; index += 1) await made.guard.call(work(down).call);
  return made;
}

describe('repeating', () => {
  test('what fails quickly is tried twice more, with growing pauses', async () => {
    const { guard, waits } = guardWith();
    const { call, calls } = work(down, down, done);
    expect(await guard.call(call)).toEqual(done);
    expect(calls()).toBe(3);
    expect(waits).toEqual([100, 200]);
  });

  test('and then left to the caller', async () => {
    const { guard } = guardWith();
    const { call, calls } = work(down);
    expect(await guard.call(call)).toEqual(down);
    expect(calls()).toBe(3);
  });

  test('what has failed slowly is not tried again', async () => {
    const { guard, pass } = guardWith();
    let calls = 0;
    const reply = await guard.call(() => {
      calls += 1;
      pass(5000);
      return Promise.resolve(down);
    });
    expect([reply, calls]).toEqual([down, 1]);
  });

  test('a question without an answer is an answer', async () => {
    const { guard } = guardWith();
    const { call, calls } = work({ ...down, answered: true });
    for (let index = 1; index <= 20; index += 1) {
      await guard.call(call);
      expect(calls()).toBe(index);
    }
  });
});

describe('the breaker', () => {
  test('after ten failures in a row nothing is called', async () => {
    const { guard } = await opened();
    const { call, calls } = work(done);
    expect(await guard.call(call)).toMatchObject({
      kind: 'unavailable',
      detail: expect.stringContaining('вызов отложен') as string,
    });
    expect(calls()).toBe(0);
  });

  test('after the pause one call tries, the others wait for what it says', async () => {
    const { guard, pass } = await opened();
    pass(1000);
    const release: (() => void)[] = [];
    const trial = guard.call(() => new Promise<typeof done>((resolve) => release.push(() => resolve(done))));
    await Promise.resolve();
    const { call, calls } = work(done);
    expect(await guard.call(call)).toMatchObject({ kind: 'unavailable' });
    expect(calls()).toBe(0);
    for (const each of release) each();
    expect(await trial).toEqual(done);
    expect(await guard.call(call)).toEqual(done);
  });

  test('a trial that fails begins the pause anew', async () => {
    const { guard, pass } = await opened();
    pass(1000);
    const { call, calls } = work(down);
    await guard.call(call);
    await guard.call(call);
    expect(calls()).toBe(1);
    pass(1000);
    expect(await guard.call(work(done).call)).toEqual(done);
  });

  test('an answer in between begins the count anew', async () => {
    const { guard } = guardWith();
    for (let round = 0; round < 10; round += 1) {
      await guard.call(work(down).call);
      expect(await guard.call(work(done).call)).toEqual(done);
    }
  });

  test('work that throws is a failure and gives its place back', async () => {
    const { guard } = guardWith({ concurrency: 1 });
    await expect(guard.call(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await guard.call(work(done).call)).toEqual(done);
  });
});

describe('the limits', () => {
  test('not more calls at once than allowed, and every one has its turn', async () => {
    const { guard } = guardWith({ concurrency: 3 });
    let underWay = 0;
    let most = 0;
    const replies = await Promise.all(
      Array.from({ length: 20 }, () =>
        guard.call(async () => {
          most = Math.max(most, (underWay += 1));
          await new Promise((resolve) => setImmediate(resolve));
          underWay -= 1;
          return done;
        }),
      ),
    );
    expect(replies).toHaveLength(20);
    expect(most).toBe(3);
  });

  test('not more calls a second than allowed, after a first handful', async () => {
    const { guard, waits } = guardWith({ concurrency: 2, perSecond: 10 });
    for (let index = 0; index < 13; index += 1) await guard.call(work(done).call);
    expect(waits.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1000);
  });
});
