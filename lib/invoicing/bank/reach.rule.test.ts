import { expect, it } from 'vitest';
import { bankReach } from './reach.rule';

const person = { isSandbox: false, mayTopUp: true, email: 'anna@seller.ru', staff: '' };

it.each([
  [{}, 'NONE'],
  [{ staff: 'anna@seller.ru' }, 'ALL'],
  [{ staff: ' boris@seller.ru, Anna@Seller.ru ', mayTopUp: false }, 'ALL'],
  [{ staff: 'anna@seller.ru.example' }, 'NONE'],
  [{ email: '', staff: ',' }, 'NONE'],
  [{ isSandbox: true }, 'OWN'],
  [{ isSandbox: true, mayTopUp: false, staff: 'anna@seller.ru' }, 'NONE'],
])('%j → %s', (change, reach) => {
  expect(bankReach({ ...person, ...change })).toBe(reach);
});
