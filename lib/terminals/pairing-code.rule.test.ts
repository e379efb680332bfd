import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decidePairing, type PairingFacts, pairingCodeOf, readPairingCode } from './pairing-code.rule';

describe('a pairing code as it is typed', () => {
  it.each([
    ['ABCD2345', 'ABCD2345'],
    ['abcd 2345', 'ABCD2345'],
    [' ABCD-2345 ', 'ABCD2345'],
    ['АВСD2345', 'ABCD2345'],
    ['оO1lI234', '00111234'],
    ['ABCD234', null],
    ['ABCD23456', null],
    ['ABCD234U', null],
    ['ABCD234Ж', null],
    ['', null],
  ])('%s → %s', (typed, code) => {
    expect(readPairingCode(typed)).toBe(code);
  });

  it('every code is read as itself, however it is spaced and in lower case', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 32 }), (bytes) => {
        const code = pairingCodeOf(bytes);
        expect(code).toHaveLength(8);
        expect(readPairingCode(code)).toBe(code);
        expect(readPairingCode(`${code.slice(0, 4)} ${code.slice(4)}`.toLowerCase())).toBe(code);
      }),
    );
  });
});

describe('what a code does for a terminal', () => {
  const free = { organizationId: 'ours', storeId: 'here', terminalId: null };
  const bound = { ...free, terminalId: 't1' };
  const own = { id: 't1', organizationId: 'ours', storeId: 'here' };
  it.each<[string, PairingFacts, string]>([
    ['a number that is new', { code: free, existing: null }, 'CREATE'],
    ['a number that stands here', { code: free, existing: own }, 'RENEW'],
    ['a number of another store', { code: free, existing: { ...own, storeId: 'there' } }, 'TAKEN'],
    ['a number of others', { code: free, existing: { ...own, organizationId: 'theirs' } }, 'TAKEN'],
    ['the terminal meant', { code: bound, existing: own }, 'RENEW'],
    ['the terminal meant after a move', { code: bound, existing: { ...own, storeId: 'there' } }, 'RENEW'],
    ['not the terminal meant', { code: bound, existing: { ...own, id: 't2' } }, 'OTHER'],
    ['a new one instead of the terminal meant', { code: bound, existing: null }, 'OTHER'],
  ])('%s', (_, facts, expected) => {
    expect(decidePairing(facts)).toBe(expected);
  });
});
