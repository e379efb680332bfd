import { expect, it } from 'vitest';
import { orderSearch } from './search.rule';

it.each([
  ['12', 12, '12'],
  [' № 12 ', 12, '№ 12'],
  ['Заказ №7', 7, 'Заказ №7'],
  ['99999999999', null, '99999999999'],
  ['4294967296', null, '4294967296'],
  ['касса  у входа', null, 'касса у входа'],
  ['100%_', null, '100\\%\\_'],
])('«%s» → number %s, text «%s»', (typed, number, text) => {
  expect(orderSearch(typed)).toMatchObject({ number, text });
});

it('a tracking number is found however it is typed', () => {
  expect(orderSearch('RU 0000 0000-0012')?.tracking).toBe('RU000000000012');
});

it.each(['', ' ', 'я'])('«%s» is too short', (typed) => {
  expect(orderSearch(typed)).toBeNull();
});
