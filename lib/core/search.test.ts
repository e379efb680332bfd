import { describe, expect, it } from 'vitest';
import { foundOf, likePattern, MOST_FOUND } from './search';
import { searchInput } from './search.schema';

it.each([
  ['Прилавок', '%прилавок%'],
  ['50%', '%50\\%%'],
  ['а_б', '%а\\_б%'],
  ['\\', '%\\\\%'],
])('%j is looked for as it stands', (typed, pattern) => {
  expect(likePattern(typed)).toBe(pattern);
});

it('shows the first few and says that there is more', () => {
  const rows = Array.from({ length: MOST_FOUND + 1 }, (_, index) => index);
  expect(foundOf(rows)).toEqual({ items: [0, 1, 2, 3, 4], more: true });
  expect(foundOf(rows.slice(1))).toEqual({ items: [1, 2, 3, 4, 5], more: false });
});

describe('what is typed', () => {
  it.each([
    [' аб ', 'аб'],
    ['а\0б', 'аб'],
  ])('%j is asked as %j', (q, expected) => {
    expect(searchInput.parse({ q })).toEqual({ q: expected });
  });

  it.each([{}, { q: '' }, { q: 'а' }, { q: ' а ' }, { q: 'а\0\0' }, { q: 'а'.repeat(101) }])(
    '%j is not asked',
    (input) => {
      expect(searchInput.safeParse(input).success).toBe(false);
    },
  );
});
