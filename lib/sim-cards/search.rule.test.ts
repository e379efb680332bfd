import { describe, expect, it } from 'vitest';
import { searchText } from './search.rule';

describe('searchText', () => {
  it.each([
    ['9019', '9019'],
    ['8970 1011 2345', '897010112345'],
    ['+7 911 000-11-22', '79110001122'],
    ['8 (911) 000-11-22', '79110001122'],
    ['89701011234', '89701011234'],
    ['  Прилавок 1 ', 'прилавок 1'],
    ['каС', 'кас'],
    ['12', null],
    ['ка', null],
    ['', null],
    ['+- ', null],
    ['100%', '100%'],
  ])('«%s» → %s', (typed, expected) => {
    expect(searchText(typed)).toBe(expected);
  });
});
