import { expect, it } from 'vitest';
import { maskContact } from './mask.rule';

it.each([
  ['irina.volkova@mail.ru', 'i•••@mail.ru'],
  ['a@b.ru', 'a•••@b.ru'],
  ['+79031112233', '+7•••2233'],
  ['12345', '•••'],
])('%s is shown as %s', (contact, shown) => {
  expect(maskContact(contact)).toBe(shown);
});
