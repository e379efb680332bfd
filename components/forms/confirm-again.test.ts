import { afterEach, expect, it } from 'vitest';
import type { ActionResult } from '@/lib/core/action-result';
import { askingBy, withConfirmation } from './confirm-again';

const waits: ActionResult<string> = { ok: false, code: 'CONFIRM_AGAIN', message: 'пароль' };
const done: ActionResult<string> = { ok: true, value: 'сделано' };

/** An action that waits for the password until it is given. */
function waiting() {
  const calls: ActionResult<string>[] = [];
  const state = { isConfirmed: false };
  const call = () => {
    const result = state.isConfirmed ? done : waits;
    calls.push(result);
    return Promise.resolve(result);
  };
  return { calls, state, call };
}

afterEach(() => askingBy(null));

it('asks for the password and repeats the action', async () => {
  const { calls, state, call } = waiting();
  askingBy(() => {
    state.isConfirmed = true;
    return Promise.resolve(true);
  });
  expect(await withConfirmation(call)).toEqual(done);
  expect(calls).toEqual([waits, done]);
});

it('does not repeat what was not confirmed', async () => {
  const { calls, call } = waiting();
  askingBy(() => Promise.resolve(false));
  expect(await withConfirmation(call)).toEqual(waits);
  expect(calls).toHaveLength(1);
});

it('asks once for all that wait', async () => {
  const { state, call } = waiting();
  let asked = 0;
  let answer: (isConfirmed: boolean) => void = () => undefined;
  askingBy(() => {
    asked += 1;
    return new Promise((resolve) => (answer = resolve));
  });
  const both = Promise.all([withConfirmation(call), withConfirmation(call)]);
  while (asked === 0) await Promise.resolve();
  await new Promise(setImmediate);
  state.isConfirmed = true;
  answer(true);
  expect(await both).toEqual([done, done]);
  expect(asked).toBe(1);
});

it('leaves other refusals and a page without the dialog alone', async () => {
  const other: ActionResult<string> = { ok: false, code: 'FORBIDDEN', message: 'нет' };
  askingBy(() => Promise.reject(new Error('not asked')));
  expect(await withConfirmation(() => Promise.resolve(other))).toEqual(other);
  askingBy(null);
  expect(await withConfirmation(() => Promise.resolve(waits))).toEqual(waits);
});
