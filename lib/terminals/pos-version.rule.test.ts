import { describe, expect, it } from 'vitest';
import { checkPosVersion, floorInWords } from './pos-version.rule';

const floor = { 6: '6.42.8', 8: '8.4.2' };

describe('EvotorPOS version against «8.4.2 или 6.42.8»', () => {
  it.each([
    ['6.42.7', 'TOO_OLD'],
    ['6.42.8', 'OK'],
    ['6.42.10', 'OK'],
    ['6.43.0', 'OK'],
    ['6.100.0', 'OK'],
    ['6.9', 'TOO_OLD'],
    ['7.0.0', 'UNSUPPORTED_LINE'],
    ['5.99.99', 'UNSUPPORTED_LINE'],
    ['8.4', 'TOO_OLD'],
    ['8.4.1', 'TOO_OLD'],
    ['8.4.2', 'OK'],
    ['8.4.10', 'OK'],
    ['8.10.0', 'OK'],
    ['9.0.0', 'OK'],
    [' 8.4.2 ', 'OK'],
    ['', 'UNKNOWN'],
    [null, 'UNKNOWN'],
    ['abc', 'UNKNOWN'],
    ['8.x', 'UNKNOWN'],
  ] as const)('%s → %s', (version, verdict) => {
    expect(checkPosVersion(version, floor)).toBe(verdict);
  });

  it('takes anything where nothing is asked', () => {
    expect(checkPosVersion(null, {})).toBe('OK');
  });

  it('says the floor in words', () => {
    expect(floorInWords(floor)).toBe('8.4.2 или 6.42.8');
  });
});
