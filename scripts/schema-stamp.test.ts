import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { forgetSchema, hasSchema, noteSchema, placesIn, schemaHash } from '../scripts/lib/instance.mjs';

let data: string;
beforeEach(() => {
  data = mkdtempSync(path.join(tmpdir(), 'kassa-schema-'));
  mkdirSync(placesIn(data).postgres);
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

it('migrates again only when a source of the schema changed, and never trusts a foreign database', () => {
  const places = placesIn(data);
  expect(hasSchema(places, false)).toBe(false);
  noteSchema(places, schemaHash());
  expect(hasSchema(places, false)).toBe(true);
  expect(hasSchema(places, true)).toBe(false);
  noteSchema(places, 'the hash of other sources');
  expect(hasSchema(places, false)).toBe(false);
});

it('forgets the schema with its database', () => {
  const places = placesIn(data);
  noteSchema(places, schemaHash());
  forgetSchema(places);
  expect(hasSchema(places, false)).toBe(false);
  noteSchema(places, schemaHash());
  rmSync(places.postgres, { recursive: true });
  expect(hasSchema(places, false)).toBe(false);
});
