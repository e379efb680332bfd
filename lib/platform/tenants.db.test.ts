import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '@/lib/testing/database';

const database = useDatabase();

interface Column {
  readonly table: string;
  readonly column: string;
}

interface Link extends Column {
  readonly parent: string;
  readonly columns: readonly string[];
  readonly parentColumns: readonly string[];
}

let tenantTables: string[];
let columns: Column[];
let links: Link[];

beforeAll(async () => {
  columns = await database().$queryRaw<Column[]>`
    SELECT c.table_name::text AS "table", c.column_name::text AS "column" FROM information_schema.columns c
    JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.data_type = 'uuid'`;
  links = await database().$queryRaw<Link[]>`
    SELECT con.conrelid::regclass::text AS "table", con.confrelid::regclass::text AS parent,
      (SELECT array_agg(a.attname::text ORDER BY k.i) FROM unnest(con.conkey) WITH ORDINALITY k(n, i)
        JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.n) AS columns,
      (SELECT array_agg(a.attname::text ORDER BY k.i) FROM unnest(con.confkey) WITH ORDINALITY k(n, i)
        JOIN pg_attribute a ON a.attrelid = con.confrelid AND a.attnum = k.n) AS "parentColumns"
    FROM pg_constraint con WHERE con.contype = 'f' AND con.connamespace = 'public'::regnamespace`;
  tenantTables = columns.filter(({ column }) => column === 'organization_id').map(({ table }) => table);
});

/** Statements of the seller's bank are the seller's: one brings payments of many organizations. */
const BETWEEN = new Set(['bank_payment → bank_statement', 'bank_payment → invoice']);

/** No foreign key on purpose; the reason stands beside it. */
const FREE: Readonly<Record<string, string>> = {
  'audit_entry.store_id': 'outlives the store',
};

it('a row of one organization cannot point at a row of another: the key says so, not the code', () => {
  expect(tenantTables.length).toBeGreaterThan(35);
  const loose = links
    .filter(({ table, parent }) => tenantTables.includes(table) && tenantTables.includes(parent))
    .filter(({ columns: own, parentColumns }) => {
      const at = own.indexOf('organization_id');
      return at === -1 || parentColumns[at] !== 'organization_id';
    })
    .map(({ table, parent }) => `${table} → ${parent}`)
    .filter((name) => !BETWEEN.has(name));
  expect(loose).toEqual([]);
});

it('every table of an organization is tied to it, by itself or through its parents', () => {
  const tied = new Set(['organization']);
  for (let known = 0; known !== tied.size;) {
    known = tied.size;
    for (const { table, parent, columns: own } of links) {
      if (tied.has(parent) && own.includes('organization_id')) tied.add(table);
    }
  }
  expect(tenantTables.filter((table) => !tied.has(table))).toEqual([]);
});

it('a column that names a row of the organization is a key of it', () => {
  const keyed = new Set(
    links.flatMap(({ table, columns: own }) => own.map((column) => `${table}.${column}`)),
  );
  const parents = new Set(tenantTables);
  const bare = columns
    .filter(({ table, column }) => tenantTables.includes(table) && column.endsWith('_id'))
    .filter(({ column }) => parents.has(column.slice(0, -'_id'.length)))
    .map(({ table, column }) => `${table}.${column}`)
    .filter((name) => !keyed.has(name) && FREE[name] === undefined);
  expect(bare).toEqual([]);
});
