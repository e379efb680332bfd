import { expect, it } from 'vitest';
import { merged, placeText } from './history.rule';

const at = (second: number, id: string) => ({ id, at: new Date(Date.UTC(2026, 10, 20, 9, 0, second)) });

it('two histories are one, newest first, and go on after the last that is shown', () => {
  const done = [at(9, 'd'), at(5, 'b')];
  const noticed = [at(7, 'c'), at(5, 'a')];
  expect(merged([done, noticed], 3)).toEqual({
    entries: [at(9, 'd'), at(7, 'c'), at(5, 'b')],
    older: placeText(at(5, 'b')),
  });
  expect(merged([done, noticed], 4).older).toBeNull();
  expect(merged([[], []], 4)).toEqual({ entries: [], older: null });
});
