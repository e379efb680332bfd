import { dictionary } from '@zxcvbn-ts/language-common';
import { describe, expect, it } from 'vitest';
import { isCommonPassword } from './common-passwords';
import { normalPassword, passwordProblem } from './password.rule';

const of = (password: string, own: string[] = []) => passwordProblem(password, isCommonPassword, own);

describe('a password', () => {
  it.each([
    ['короткий'.slice(0, 7), 'PASSWORD_SHORT'],
    ['🔑🔑🔑🔑', 'PASSWORD_SHORT'],
    ['', 'PASSWORD_SHORT'],
    ['password1', 'PASSWORD_COMMON'],
    ['PassWord1', 'PASSWORD_COMMON'],
    ['qwertyuiop', 'PASSWORD_COMMON'],
    ['йцукенгшщз', 'PASSWORD_COMMON'],
    ['12345678', 'PASSWORD_COMMON'],
    ['１２３４５６７８', 'PASSWORD_COMMON'],
    ['        ', 'PASSWORD_COMMON'],
    ['щщщщщщщщщщщщ', 'PASSWORD_COMMON'],
    ['marina.sokolova', 'PASSWORD_OWN'],
    ['Marina.Sokolova@kassa.test', 'PASSWORD_OWN'],
    ['x'.repeat(1_025), 'PASSWORD_LONG'],
    ['ы'.repeat(600), 'PASSWORD_LONG'],
    ['x'.repeat(1_048_576), 'PASSWORD_LONG'],
    ['пекарня у моста', null],
    ['лиса и 12 сов', null],
    ['only lower case letters', null],
    [`длинный ${'ab'.repeat(40)}`, null],
    ['ab'.repeat(512), null],
  ])('%#: %s', (password, problem) => {
    expect(of(password, ['marina.sokolova@kassa.test'])).toBe(problem);
  });

  it('is refused when it is one of the three thousand that are tried first', () => {
    const first = dictionary['passwords-common'].filter(({ length }) => length >= 8).slice(0, 3_000);
    expect(first.length).toBe(3_000);
    expect(first.filter((password) => of(password) !== 'PASSWORD_COMMON')).toEqual([]);
  });

  it('is the same however the keyboard composes its letters', () => {
    expect(normalPassword('и\u0306огурт')).toBe('йогурт');
    expect(normalPassword('ﬁrma')).toBe('firma');
  });

  it('a megabyte costs no time', () => {
    const started = performance.now();
    expect(of('x'.repeat(1_048_576))).toBe('PASSWORD_LONG');
    expect(performance.now() - started).toBeLessThan(50);
  });
});
