import { expect, it } from 'vitest';
import { configAge } from './config-age.rule';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 20, hour));
const applied = { etag: '"1"', at: at(9) };

it.each([
  ['what is wanted is there', '"1"', applied, [at(12)], { state: 'APPLIED', at: at(9) }],
  [
    'since the first change after what is there',
    '"2"',
    applied,
    [at(8), null, at(14), at(12)],
    { state: 'LAGGING', since: at(12), appliedAt: at(9) },
  ],
  [
    'nobody knows since when',
    '"2"',
    applied,
    [at(8), null],
    { state: 'LAGGING', since: null, appliedAt: at(9) },
  ],
  ['never', '"2"', null, [at(8), null], { state: 'NEVER' }],
])('%s', (_, wanted, found, changes, expected) => {
  expect(configAge(wanted, found, changes)).toEqual(expected);
});
