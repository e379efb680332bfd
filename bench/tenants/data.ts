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

/** Such as a renewal writes, for twenty thousand subscriptions at once: ledger, audit and the state. */
export const renewLike = (sql: typeof Prisma.sql, organizationId: string) => sql`
  WITH due AS (
    SELECT s.id, s.organization_id, uuidv7() AS transaction_id
    FROM subscription s WHERE s.organization_id = ${organizationId}::uuid AND s.state = 'ACTIVE' ORDER BY s.id LIMIT 20000
  ), booked AS (
    INSERT INTO ledger_transaction (id, organization_id, kind, business_key, description, occurred_at, actor_name)
    SELECT transaction_id, organization_id, 'SUBSCRIPTION', 'bench:' || id, 'Замер', now(), 'Замер' FROM due
  ), told AS (
    INSERT INTO audit_entry (organization_id, at, actor_kind, actor_name, action, object_type, object_id, object_name)
    SELECT organization_id, now(), 'JOB', 'Замер', 'subscriptions.renew', 'subscription', id::text, 'Замер' FROM due
  )
  UPDATE subscription s SET tried_on = current_date FROM due d WHERE s.id = d.id`;
