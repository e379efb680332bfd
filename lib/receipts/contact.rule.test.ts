import { describe, expect, it } from 'vitest';
import { contactOf } from './contact.rule';

describe('what the buyer named', () => {
  it.each([
    ['irina@mail.ru', 'EMAIL', 'irina@mail.ru'],
    [' Irina@MAIL.ru ', 'EMAIL', 'Irina@mail.ru'],
    ['chek@почта.рф', 'EMAIL', 'chek@почта.рф'],
    ['+79031112233', 'PHONE', '+79031112233'],
    ['8 (903) 111-22-33', 'PHONE', '+79031112233'],
    ['79031112233', 'PHONE', '+79031112233'],
    ['+375 29 123-45-67', 'PHONE', '+375291234567'],
  ])('%s', (typed, kind, value) => {
    expect(contactOf(typed)).toEqual({ kind, value });
  });

  it.each([
    '',
    'наличные',
    '12345',
    '9031112233',
    'irina@mail',
    'irina@mail.ru, petr@mail.ru',
    'irina@mail.ru\r\nBcc: everyone@mail.ru',
    'irina\u0000@mail.ru',
    '"irina\r\n"@mail.ru',
    '+7903111223344556677',
    '+7903111x233',
  ])('%j is neither', (typed) => {
    expect(contactOf(typed)).toBeNull();
  });
});
