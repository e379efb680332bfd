import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { permissions } from '@/lib/access/permission.rule';
import { type ActionExport, allActions, allPages, allRoutes } from './endpoints';
import { sampleInput } from './sample';
import { actionRow, actions, pages, routes } from './table';

const root = path.resolve(import.meta.dirname, '../../..');
const ID = '01900000-0000-7000-8000-00000000000a';

/** Columns that no form of ours may set, with values that would be seen. */
const INTRUDERS = {
  id: '01900000-0000-7000-8000-0000000000ff',
  organizationId: '01900000-0000-7000-8000-0000000000ff',
  orgId: '01900000-0000-7000-8000-0000000000ff',
  userId: '01900000-0000-7000-8000-0000000000ff',
  actor: { kind: 'JOB' },
  role: 'OWNER',
  allStores: true,
  price: 1,
  priceKopecks: 1,
  amountKopecks: 1,
  balance: 1_000_000_00,
  state: 'ACTIVE',
  createdAt: '2000-01-01T00:00:00Z',
  passwordHash: 'x',
  __proto__x: 1,
} as const;

async function schemaOf({ file, schema, schemaFile }: ActionExport): Promise<z.ZodType> {
  const known = (await import(pathToFileURL(path.join(root, schemaFile)).href)) as Record<string, z.ZodType>;
  const found = known[schema];
  if (!found) throw new Error(`${file}: the schema «${schema}» is not in ${schemaFile}`);
  return found;
}

const rowOf = (key: string) => {
  const row = actions[key];
  if (!row) throw new Error(`lib/testing/access/table.ts has no line for ${key}`);
  return actionRow(row);
};

const sampleOf = (schema: z.ZodType, key: string) => sampleInput(schema, { ...rowOf(key), idOf: () => ID });

/** The same with what nobody asked for, in every object of it; one without fields of its own may hold any names. */
function intruded(value: unknown, isWhole = false): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => intruded(each));
  if (typeof value !== 'object' || value === null) return value;
  if (!isWhole && Object.keys(value).length === 0) return value;
  const own = Object.entries(value).map(([name, each]) => [name, intruded(each)] as const);
  return { ...INTRUDERS, ...Object.fromEntries(own) };
}

describe('every endpoint of the code has its line in the access table, and every line its endpoint', () => {
  it('pages', () => {
    expect(Object.keys(pages).sort()).toEqual(
      allPages(root)
        .map((page) => page.path)
        .sort(),
    );
  });

  it('methods of route handlers', () => {
    const known = allRoutes(root).filter(({ refuses }) => !refuses);
    expect(Object.keys(routes).sort()).toEqual(known.map(({ key }) => key).sort());
  });

  it('server actions', () => {
    expect(Object.keys(actions).sort()).toEqual(
      allActions(root)
        .map(({ key }) => key)
        .sort(),
    );
  });

  it('no route handler reads by a method that changes, or changes by one that reads', () => {
    const methods = new Set(allRoutes(root).map(({ method }) => method));
    expect(
      [...methods].filter((method) => !['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(method)),
    ).toEqual([]);
  });
});

it.each(allPages(root).map((page) => [page.path, page] as const))('%s asks for its right', (_path, page) => {
  const row = pages[page.path];
  expect(page.asks).toBe(row?.may === 'OPEN' ? null : (row?.asks ?? row?.may));
});

describe.each(allActions(root).map((each) => [each.key, each] as const))('%s', (key, each) => {
  it('has a right of the table of rights', () => {
    const { may } = rowOf(key);
    expect(['OPEN', 'OWN', ...Object.keys(permissions)]).toContain(may);
  });

  it('takes what the matrix sends, and drops what no form has', async () => {
    const schema = await schemaOf(each);
    const sample = sampleOf(schema, key);
    const plain = await schema.safeParseAsync(sample);
    expect(plain.error?.issues ?? []).toEqual([]);
    const read = await schema.safeParseAsync(intruded(sample, true));
    expect(read.data).toEqual(plain.data);
  });
});
