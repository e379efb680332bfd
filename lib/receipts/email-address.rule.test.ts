import { describe, expect, it } from 'vitest';
import { asciiAddress, checkAddress, likelyMeant } from './email-address.rule';

describe('an address of a receipt', () => {
  it.each([
    ['cheki@company.ru', 'cheki@company.ru'],
    ['  Cheki@Company.RU ', 'Cheki@company.ru'],
    ['a.b+c@sub.domain.example', 'a.b+c@sub.domain.example'],
    ['chek@почта.рф', 'chek@почта.рф'],
    [`a@${'d'.repeat(59)}.ru`, `a@${'d'.repeat(59)}.ru`],
  ])('%s', (typed, kept) => {
    expect(checkAddress(typed)).toEqual({ ok: true, value: kept });
  });

  it.each([
    ['', 'EMPTY'],
    ['   ', 'EMPTY'],
    ['company.ru', 'NO_AT'],
    ['kassa@', 'BAD_DOMAIN'],
    ['@mail.ru', 'BAD_NAME'],
    ['a@@mail.ru', 'TOO_MANY_AT'],
    ['a@b@mail.ru', 'TOO_MANY_AT'],
    ['a@mail.ru, b@mail.ru', 'SEVERAL'],
    ['a@mail.ru;b@mail.ru', 'SEVERAL'],
    ['a b@mail.ru', 'SPACE'],
    ['чек@mail.ru', 'BAD_NAME'],
    ['.a@mail.ru', 'BAD_NAME'],
    ['a..b@mail.ru', 'BAD_NAME'],
    ['a@mail', 'BAD_DOMAIN'],
    ['a@mail.', 'BAD_DOMAIN'],
    ['a@.ru', 'BAD_DOMAIN'],
    ['a@-mail.ru', 'BAD_DOMAIN'],
    ['a@127.0.0.1', 'BAD_DOMAIN'],
    ['a@mail.ru/x', 'BAD_DOMAIN'],
    ['"<script>"@mail.ru', 'BAD_NAME'],
    [`a@${'d'.repeat(60)}.ru`, 'TOO_LONG'],
    [`${'n'.repeat(70)}@mail.ru`, 'TOO_LONG'],
    ['a@юхцчшщэябвгдежзиклмнопрстуф-длинноеимя.рф', 'TOO_LONG'],
  ])('%s is refused', (typed, code) => {
    expect(checkAddress(typed)).toMatchObject({ ok: false, code });
  });

  it('goes into the receipt in ASCII', () => {
    expect(asciiAddress('chek@почта.рф')).toBe('chek@xn--80a1acny.xn--p1ai');
    expect(asciiAddress('chek@кириллица.рф')).toBe('chek@xn--80apaahia1b8c.xn--p1ai');
    expect(asciiAddress('chek@xn--80apaahia1b8c.xn--p1ai')).toBe('chek@xn--80apaahia1b8c.xn--p1ai');
    expect(asciiAddress('chek@mail.ru')).toBe('chek@mail.ru');
  });

  it.each([
    ['a@gmail.con', 'a@gmail.com'],
    ['a@gmial.com', 'a@gmail.com'],
    ['a@gmai.com', 'a@gmail.com'],
    ['a@gmaill.com', 'a@gmail.com'],
    ['a@mail.ry', 'a@mail.ru'],
    ['a@yandx.ru', 'a@yandex.ru'],
    ['a@yandex.con', 'a@yandex.com'],
    [' a@gmail.con ', 'a@gmail.com'],
    ['Иванов@gmail.con', 'Иванов@gmail.com'],
    ['a@mail.com', null],
    ['a@vk.com', null],
    ['a@yandex.by', null],
    ['a@кириллица.рф', null],
    ['a@mail.ru', null],
    ['a@ya.ru', null],
    ['a@company.ru', null],
    ['a@bk.ru', null],
    ['@mail.ry', null],
    ['nothing', null],
  ])('%s is likely %s', (typed, meant) => {
    expect(likelyMeant(typed)).toBe(meant);
  });
});
