import { describe, expect, it } from 'vitest';
import { addressGroup, clientAddress, NOWHERE, placeText } from './address.rule';

describe('where a request came from', () => {
  it.each([
    ['203.0.113.7', 0, '203.0.113.7'],
    ['1.2.3.4, 203.0.113.7', 0, '203.0.113.7'],
    ['1.2.3.4, 198.51.100.9, 10.0.0.2', 1, '198.51.100.9'],
    ['1.2.3.4, 198.51.100.9, 10.0.0.3, 10.0.0.2', 2, '198.51.100.9'],
    ['198.51.100.9', 1, '198.51.100.9'],
    ['::ffff:127.0.0.1', 0, '127.0.0.1'],
    ['[2001:db8::7]:443', 0, '2001:db8::7'],
    ['203.0.113.7:5050', 0, '203.0.113.7'],
    ['1.2.3.4, evil\n"level":"info"', 0, NOWHERE],
    ['<script>', 0, NOWHERE],
    ['a'.repeat(100), 0, NOWHERE],
    ['', 0, NOWHERE],
    [null, 0, NOWHERE],
  ])('%j with %i proxies is %s', (forwarded, proxies, expected) => {
    expect(clientAddress(forwarded, proxies)).toBe(expected);
  });

  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s is counted as %s', (address, group) => {
    expect(addressGroup(address)).toBe(group);
  });

  it.each([
    ['203.0.113.7', '203.0.113.7', 'эта же сеть'],
    ['2001:db8:1:2::5', '2001:db8:1:2::6', 'эта же сеть'],
    ['203.0.113.8', '203.0.113.7', 'другая сеть, 203.0.113.8'],
    ['192.168.1.5', '203.0.113.7', 'локальная сеть, 192.168.1.5'],
    [NOWHERE, '203.0.113.7', 'место неизвестно'],
  ])('%s is for %s: %s', (address, own, text) => {
    expect(placeText(address, own)).toBe(text);
  });
});
