import { query } from '../../scripts/lib/postgres.mjs';
import type { Prisma } from '@/lib/platform/db';

const ROLE = 'kassa_web';
const PASSWORD = 'bench';

/** Every table with `organization_id`: its rows are seen and written only as those of the organization of the setting. */
const POLICIES = `
  DO $$
  DECLARE t text;
  BEGIN
    FOR t IN SELECT c.table_name FROM information_schema.columns c
      JOIN information_schema.tables b USING (table_schema, table_name)
      WHERE c.table_schema = 'public' AND c.column_name = 'organization_id' AND b.table_type = 'BASE TABLE'
    LOOP
      EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
      EXECUTE format('CREATE POLICY tenant ON %I USING
        (organization_id = (SELECT current_setting(''app.organization'', true)::uuid))', t);
    END LOOP;
  END $$`;

export const secured = (databaseUrl: string): Promise<unknown> => query(databaseUrl, POLICIES);

/** A role that cannot go past the policies. @returns the address under which it connects */
export async function webRole(databaseUrl: string): Promise<string> {
  await query(
    databaseUrl,
    `DO $$ BEGIN CREATE ROLE ${ROLE} LOGIN PASSWORD '${PASSWORD}'; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
     GRANT USAGE ON SCHEMA public TO ${ROLE};
     GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${ROLE};
     GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${ROLE};`,
  );
  const url = new URL(databaseUrl);
  url.username = ROLE;
  url.password = PASSWORD;
  return url.href;
}

export async function organizationOf(databaseUrl: string): Promise<string> {
  const [row] = await query(databaseUrl, 'SELECT id FROM organization');
  return String(row?.['id']);
}

/** What a renewal writes for each subscription, of twenty thousand at once: ledger, charge and the new period. */
export const renewLike = (sql: typeof Prisma.sql, organizationId: string) => sql`
  WITH due AS (
    SELECT s.id, s.organization_id, uuidv7() AS transaction_id, s.period_index + 1 AS next, s.period_end
    FROM subscription s WHERE s.organization_id = ${organizationId}::uuid AND s.state = 'ACTIVE' ORDER BY s.id LIMIT 20000
  ), booked AS (
    INSERT INTO ledger_transaction (id, organization_id, kind, business_key, description, occurred_at, actor_name)
    SELECT transaction_id, organization_id, 'SUBSCRIPTION', 'subscription:' || id || ':' || next, 'Замер', now(), 'Замер'
    FROM due
  ), charged AS (
    INSERT INTO subscription_charge (organization_id, subscription_id, period_index, period, period_start, period_end,
      amount_kopecks, ledger_transaction_id, created_at)
    SELECT organization_id, id, next, 'M1', period_end, period_end + 31, 100, transaction_id, now() FROM due
  )
  UPDATE subscription s SET period_index = d.next, period_start = d.period_end, period_end = d.period_end + 31
  FROM due d WHERE s.id = d.id`;
