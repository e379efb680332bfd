import { describe, expect, it } from 'vitest';
import { safeReturnPath } from './return-path.rule';

describe('the way back after signing in', () => {
  it.each([
    ['/sim-cards?state=ACTIVE&store=1', '/sim-cards?state=ACTIVE&store=1'],
    ['/', '/'],
    [undefined, '/'],
    ['', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https:evil.example', '/'],
    ['https://evil.example/', '/'],
    ['javascript:alert(1)', '/'],
    ['/\t/evil.example', '/'],
    ['/sign-in?next=/', '/'],
  ])('%s → %s', (next, expected) => {
    expect(safeReturnPath(next)).toBe(expected);
  });
});
