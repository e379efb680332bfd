import { describe, expect, it } from 'vitest';
import { isInn, isKpp, isOgrn, isOgrnip } from './requisites.rule';

describe('requisites of an organization', () => {
  it.each([
    [isInn, '7707083893', true],
    [isInn, '500100732259', true],
    [isInn, '7707083894', false],
    [isInn, '500100732258', false],
    [isInn, '500100732249', false],
    [isInn, '0000000000', false],
    [isInn, '000000000000', false],
    [isInn, '77070838931', false],
    [isInn, '770708389З', false],
    [isInn, '', false],
    [isKpp, '770701001', true],
    [isKpp, '7707AB001', true],
    [isKpp, '7707аб001', false],
    [isKpp, '77070100', false],
    [isOgrn, '1027700132195', true],
    [isOgrn, '1027739609391', true],
    [isOgrn, '1027700132196', false],
    [isOgrn, '2027700132195', false],
    [isOgrn, '304500116000157', false],
    [isOgrnip, '304500116000157', true],
    [isOgrnip, '304500116000158', false],
    [isOgrnip, '1027700132195', false],
  ])('%o of %s: %s', (rule, text, expected) => {
    expect(rule(text)).toBe(expected);
  });
});
