import { type PrismaClient, Prisma } from '@/lib/platform/db';

/** Refusals stand in the audit; sessions are looked after apart, whatever is asked touches them. */
const APART = new Set(['audit_entry', 'session']);

/** Number of rows and hash of every table that belongs to an organization; what has changed is told by name. */
async function fingerprint(db: PrismaClient, organizationId: string): Promise<ReadonlyMap<string, string>> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT c.table_name AS name FROM information_schema.columns c
    JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND c.column_name = 'organization_id' AND t.table_type = 'BASE TABLE'
    ORDER BY 1`;
  const parts = tables
    .filter(({ name }) => !APART.has(name))
    .map(
      ({ name }) => Prisma.sql`SELECT ${name}::text AS name, concat(count(*), ' ',
        md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), ''))) AS print
        FROM ${Prisma.raw(`"${name}"`)} t WHERE t.organization_id = ${organizationId}::uuid`,
    );
  parts.push(Prisma.sql`SELECT 'organization' AS name, md5(t::text) AS print
    FROM "organization" t WHERE t.id = ${organizationId}::uuid`);
  parts.push(Prisma.sql`SELECT 'user' AS name, concat(count(*), ' ', md5(string_agg(md5(u::text), '' ORDER BY u.id)))
    FROM "user" u JOIN "membership" m ON m.user_id = u.id WHERE m.organization_id = ${organizationId}::uuid`);
  const rows = await db.$queryRaw<{ name: string; print: string }[]>(Prisma.join(parts, ' UNION ALL '));
  return new Map(rows.map(({ name, print }) => [name, print]));
}

/** A letter is written in one minute and sent in the next. */
const TRIES = 3;

/** What is done in the background changes a table now and then, a request that changes something does so every time. */
export async function changedBy(
  db: PrismaClient,
  organizationId: string,
  work: () => Promise<void>,
): Promise<string[]> {
  const changed = async () => {
    const before = await fingerprint(db, organizationId);
    await work();
    const after = await fingerprint(db, organizationId);
    return [...after].filter(([name, print]) => before.get(name) !== print).map(([name]) => name);
  };
  let every = await changed();
  for (let again = 0; again < TRIES - 1 && every.length > 0; again += 1) {
    const others = await changed();
    every = every.filter((name) => others.includes(name));
  }
  return every;
}
