import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { query } from '../../scripts/lib/postgres.mjs';

const ORGANIZATIONS = 50;
const STORES = 4;

/**
 * Terminals of fifty organizations with four stores each. Each terminal has its kit paid for and the mail of receipts
 * installed, each organization and each tenth terminal has receipt settings. Keys go unchecked meanwhile.
 */
const fillSql = (organizationIds: readonly string[], hashes: readonly string[]): string => `
  SET session_replication_role = replica;
  INSERT INTO organization (id, name, kind, inn, created_at)
    SELECT id, 'ООО «Замер»', 'LEGAL_ENTITY', '7707083893', now()
    FROM unnest('{${organizationIds.join(',')}}'::uuid[]) id;
  INSERT INTO store (organization_id, name, address, time_zone, created_at)
    SELECT id, 'Магазин ' || i, 'Екатеринбург, ул. Малышева, ' || i, 'Europe/Moscow', now()
    FROM organization, generate_series(1, ${STORES}) i;
  INSERT INTO terminal (organization_id, store_id, name, model, serial_number, pos_version, last_seen_at, created_at,
                        device_token_hash)
    SELECT s.organization_id, s.id, 'Касса ' || h.i, '7.3', '003' || lpad(h.i::text, 11, '0'), '8.4.2', now(), now(), h.hash
    FROM unnest('{${hashes.join(',')}}'::text[]) WITH ORDINALITY h (hash, i)
    JOIN (SELECT *, row_number() OVER (ORDER BY organization_id, id) AS at FROM store) s
      ON s.at = 1 + h.i % ${ORGANIZATIONS * STORES};
  INSERT INTO installation (organization_id, terminal_id, module_slug, state, requested_at, applied_at, applied_version)
    SELECT t.organization_id, t.id, m.slug, 'INSTALLED', now(), now(), m.version
    FROM terminal t, module m WHERE m.slug IN ('law-updates', 'email-receipts');
  INSERT INTO subscription (organization_id, plan_slug, terminal_id, state, period, anchor_date, period_index,
                            paid_months, period_start, period_end, created_at)
    SELECT t.organization_id, p.slug, t.id, 'ACTIVE', 'M12', current_date - 5, 0, 12, current_date - 5,
           (current_date - 5 + interval '12 months')::date, now()
    FROM terminal t, plan p WHERE p.kit_slug = 'smart-terminal-plus';
  INSERT INTO receipt_setting (organization_id, scope, print_mode, updated_at, updated_by)
    SELECT id, 'ORGANIZATION', 'ASK', now(), 'Замер' FROM organization;
  INSERT INTO receipt_setting (organization_id, scope, terminal_id, default_email, updated_at, updated_by)
    SELECT organization_id, 'TERMINAL', id, 'till@bench.test', now(), 'Замер' FROM terminal
    WHERE right(serial_number, 1) = '7';
`;

/** @returns the tokens of the terminals */
export async function fill(databaseUrl: string, count: number): Promise<string[]> {
  const tokens = Array.from({ length: count }, () => randomBytes(32).toString('base64url'));
  const hashes = tokens.map((token) => createHash('sha256').update(token).digest('hex'));
  const organizationIds = Array.from({ length: ORGANIZATIONS }, () => randomUUID());
  await query(databaseUrl, fillSql(organizationIds, hashes));
  await query(databaseUrl, 'VACUUM ANALYZE');
  return tokens;
}

/** How many terminals have been heard since. */
export async function heardSince(databaseUrl: string, since: Date): Promise<number> {
  const [row] = await query(
    databaseUrl,
    `SELECT count(*) AS heard FROM terminal WHERE last_seen_at >= '${since.toISOString()}' AND battery_percent = 87`,
  );
  return Number(row?.['heard']);
}
