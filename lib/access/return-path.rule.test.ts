import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeReturnPath } from './return-path.rule';

describe('the way back after signing in', () => {
  it.each([
    ['/sim-cards?state=ACTIVE&store=1', '/sim-cards?state=ACTIVE&store=1'],
    ['/finance?next=https://evil.example', '/finance?next=https://evil.example'],
    ['/', '/'],
    [undefined, '/'],
    ['', '/'],
    ['//evil', '/'],
    ['//evil.example', '/'],
    ['///evil.example', '/'],
    ['/\\evil', '/'],
    ['/\\evil.example', '/'],
    ['\\\\evil.example', '/'],
    ['/.//evil.example', '/'],
    ['/..//evil.example', '/'],
    ['/%2e//evil.example', '/'],
    ['/%2E%2e//evil.example', '/'],
    ['/sim-cards/../..//evil.example', '/'],
    ['/.\\/evil.example', '/'],
    ['https:evil', '/'],
    ['https:evil.example', '/'],
    ['https:/evil.example', '/'],
    ['https://evil.example/', '/'],
    ['javascript:alert(1)', '/'],
    ['data:text/html,x', '/'],
    ['evil.example', '/'],
    ['@evil.example', '/'],
    ['/%2f%2fevil.example', '/%2f%2fevil.example'],
    ['/%5cevil.example', '/%5cevil.example'],
    ['%2f%2fevil.example', '/'],
    ['/\t/evil.example', '/'],
    ['/\n/evil.example', '/'],
    ['/\r\nset-cookie: a=b', '/'],
    ['/\u0000/evil.example', '/'],
    ['/\u0007', '/'],
    ['/ /evil.example', '/'],
    [`/${'a'.repeat(3_000)}`, '/'],
    ['/sign-in?next=/', '/'],
    ['/sign-up', '/'],
    ['/reset/new?token=1', '/'],
    ['/api/auth/signout', '/'],
  ])('%j → %s', (next, expected) => {
    expect(safeReturnPath(next)).toBe(expected);
  });

  it('never leaves the site, whatever is given', () => {
    const sign = fc.constantFrom(
      '/',
      '\\',
      '.',
      '%2e',
      '%2f',
      '%5c',
      ':',
      'https',
      '@',
      'evil',
      '?',
      '#',
      '\t',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 12 }), (parts) => {
        const path = safeReturnPath(parts.join(''));
        expect(new URL(path, 'https://cabinet.example').origin).toBe('https://cabinet.example');
      }),
      { numRuns: 3_000 },
    );
  });
});
