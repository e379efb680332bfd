import { describe, expect, it } from 'vitest';
import { emailProblem, readEmail } from './email.rule';

const longHost = `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.ru`;

describe('an e-mail address', () => {
  it.each([
    ['owner@kassa.test', 'owner@kassa.test'],
    ['  Owner@Kassa.TEST ', 'owner@kassa.test'],
    ['ＯＷＮＥＲ@kassa.test', 'owner@kassa.test'],
    ["o'neil+kassa@mail.example.ru", "o'neil+kassa@mail.example.ru"],
    ['info@Пример.рф', 'info@xn--e1afmkfd.xn--p1ai'],
    ['info@xn--e1afmkfd.xn--p1ai', 'info@xn--e1afmkfd.xn--p1ai'],
  ])('%s is kept as %s', (text, email) => {
    expect(readEmail(text)).toEqual({ ok: true, email });
  });

  it.each([
    ['оwner@kassa.test', 'о'],
    ['owner@kаssa.test', 'а'],
    ['owner@kassa.tеst', 'е'],
    ['owneг@kassa.test', 'г'],
    ['owner\u200b@kassa.test', '\u200b'],
    ['ıvan@kassa.test', 'ı'],
    ['owner@kass\u03b1.test', '\u03b1'],
  ])('%s only looks like an address', (text, sign) => {
    expect(readEmail(text)).toEqual({ ok: false, reason: 'LOOKALIKE', sign });
    expect(emailProblem(readEmail(text))).toContain(`«${sign}»`);
  });

  it.each([
    '',
    'owner',
    '@kassa.test',
    'owner@',
    'owner@kassa',
    'owner@127.0.0.1',
    'owner@[::1]',
    'a@b@kassa.test',
    'owner,second@kassa.test',
    'owner@kassa.test,evil@evil.test',
    'owner@kassa.test\r\nBcc: evil@evil.test',
    'own er@kassa.test',
    '.owner@kassa.test',
    'own..er@kassa.test',
    'owner@-kassa.test',
    'owner@kassa.test/evil',
    'owner@kassa.test?x',
    'owner@kassa.test:80',
    'owner@kassa.test#x',
    `${'a'.repeat(65)}@kassa.test`,
    `name@${longHost}`,
  ])('%j is none', (text) => {
    expect(readEmail(text)).toEqual({ ok: false, reason: 'SHAPE' });
  });
});
