import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string }>>;
}

const lock = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, '..', 'package-lock.json'), 'utf8'),
) as Lock;

/** The first version without a published advisory, and the newest advisory it is above. */
const FLOORS: Readonly<Record<string, readonly [floor: string, advisory: string]>> = {
  next: ['16.3.3', 'CVE-2025-29927, CVE-2025-55182, GHSA-267c-6grr-h53f, GHSA-492v-c6pp-mqqv'],
  react: ['19.2.6', 'CVE-2025-55182, CVE-2026-23870'],
  'react-dom': ['19.2.6', 'CVE-2025-55182, CVE-2026-23870'],
  'next-auth': ['4.24.12', 'CVE-2022-35924, GHSA-5jpx-9hw9-2fx4'],
  nodemailer: ['9.1.0', 'GHSA-vvjj-xcjg-gr5g, GHSA-2x7j-588g-ccc2'],
};
const EQUAL = ['prisma', '@prisma/client'] as const;
/** One of each, so that a fixed version is not beside a broken one. */
const SINGLE = [...Object.keys(FLOORS), ...EQUAL, 'zod', 'pg', '@node-rs/argon2', 'jose', 'cookie'];

const versionsOf = (name: string): string[] =>
  Object.entries(lock.packages).flatMap(([place, { version }]) =>
    place === `node_modules/${name}` || place.endsWith(`/node_modules/${name}`) ? [version ?? ''] : [],
  );

/** Parts of `version` against those of `floor`; a preview of the floor itself is below it. */
function isAtLeast(version: string, floor: string): boolean {
  const [numbers = '', preview] = version.split('-');
  const left = numbers.split('.').map(Number);
  const right = floor.split('.').map(Number);
  for (const [i, least] of right.entries()) {
    const part = left[i] ?? 0;
    if (part !== least) return part > least;
  }
  return preview === undefined;
}

describe('packages with known advisories', () => {
  it.each(Object.entries(FLOORS))('%s is above them', (name, [floor, advisory]) => {
    const versions = versionsOf(name);
    expect(versions.length, `${name} is in the lock`).toBeGreaterThan(0);
    for (const version of versions) expect(isAtLeast(version, floor), `${version}: ${advisory}`).toBe(true);
  });

  it.each(SINGLE)('there is one version of %s', (name) => {
    expect(new Set(versionsOf(name)).size).toBe(1);
  });

  it('the client of the database and its generator are of one version', () => {
    const [generator, client] = EQUAL.map((name) => versionsOf(name)[0]?.split('.').slice(0, 2).join('.'));
    expect(generator).toBe(client);
  });
});

it.each([
  ['16.3.2', '16.3.3', false],
  ['16.3.3', '16.3.3', true],
  ['16.10.0', '16.3.3', true],
  ['15.9.9', '16.3.3', false],
  ['16.3.3-canary.1', '16.3.3', false],
  ['16.4.0-canary.1', '16.3.3', true],
])('%s against %s: %j', (version, floor, expected) => {
  expect(isAtLeast(version, floor)).toBe(expected);
});
