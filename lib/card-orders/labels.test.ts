import { expect, it } from 'vitest';
import { cardsCount, whichCards } from './labels';

it.each([
  [1, '1\u00a0карта', '1\u00a0карту'],
  [3, '3\u00a0карты', '3\u00a0карты'],
  [11, '11\u00a0карт', '11\u00a0карт'],
  [21, '21\u00a0карта', '21\u00a0карту'],
])('%i: how many there are, and what is sent', (count, there, sent) => {
  expect(cardsCount(count)).toBe(there);
  expect(whichCards(count)).toBe(sent);
});
