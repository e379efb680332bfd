import type { Db } from './db';

/**
 * Gives an existing role what web and worker processes need and no more: it reads and writes rows, owns nothing, and
 * has no right at all to change, delete or empty what is only ever added to, whatever triggers say. The tables are
 * those that `refuse_change` guards, so a new one is covered by its trigger. For the owner of the database; safe to
 * repeat, and repeated after every migration.
 */
export async function grantAppRole(db: Db, role: string): Promise<void> {
  await db.$queryRaw`SELECT set_config('kassa.app_role', ${role}, false)`;
  await db.$executeRawUnsafe(`
    DO $$
    DECLARE
      app text := quote_ident(current_setting('kassa.app_role'));
      place text;
      guarded regclass;
    BEGIN
      FOREACH place IN ARRAY ARRAY['public', 'graphile_worker'] LOOP
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO %s', place, app);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO %s', place, app);
        EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA %I TO %s', place, app);
        EXECUTE format('GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA %I TO %s', place, app);
      END LOOP;
      EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON "_prisma_migrations" FROM %s', app);
      FOR guarded IN SELECT DISTINCT tgrelid FROM pg_trigger WHERE tgfoid = 'refuse_change'::regproc LOOP
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %s FROM %s', guarded, app);
      END LOOP;
      FOR guarded IN SELECT c.oid FROM pg_class c
        WHERE c.relnamespace = 'graphile_worker'::regnamespace AND c.relrowsecurity AND NOT EXISTS (
          SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid
            AND p.polname = 'kassa_' || current_setting('kassa.app_role'))
      LOOP
        EXECUTE format('CREATE POLICY %I ON %s TO %s USING (true) WITH CHECK (true)',
          'kassa_' || current_setting('kassa.app_role'), guarded, app);
      END LOOP;
    END
    $$`);
}
