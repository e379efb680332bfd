import { randomUUID } from 'node:crypto';
import { query } from '../../scripts/lib/postgres.mjs';

const STORES = 12;

/**
 * One organization with one owner, twelve stores and `cards` cards in batches of a hundred consecutive numbers, four of
 * five in a terminal; every active one is paid for and was switched on by an operation. Keys go unchecked meanwhile.
 */
const fillSql = (cards: number, organizationId: string, userId: string, sessionId: string): string => `
  SET session_replication_role = replica;
  INSERT INTO organization (id, name, kind, inn, created_at)
    VALUES ('${organizationId}', 'ООО «Замер»', 'LEGAL_ENTITY', '7707083893', now());
  INSERT INTO "user" (id, email, name, password_hash, created_at)
    VALUES ('${userId}', 'owner@bench.test', 'Владелец Сети', '-', now());
  INSERT INTO membership (organization_id, user_id, role, all_stores, created_at)
    VALUES ('${organizationId}', '${userId}', 'OWNER', true, now());
  INSERT INTO session (id, user_id, created_at, expires_at, user_agent, ip)
    VALUES ('${sessionId}', '${userId}', now(), now() + interval '1 day', 'bench', '127.0.0.1');
  INSERT INTO installation (organization_id, module_slug, state, requested_at, applied_at)
    VALUES ('${organizationId}', 'cash-services', 'INSTALLED', now(), now());
  INSERT INTO ledger_account (organization_id, kind, balance_kopecks)
    VALUES ('${organizationId}', 'WALLET', 1000000), ('${organizationId}', 'PAYMENTS', -1000000);

  INSERT INTO store (organization_id, name, address, time_zone, created_at)
    SELECT '${organizationId}', 'Магазин ' || i, 'Екатеринбург, ул. Малышева, ' || i, 'Europe/Moscow', now()
    FROM generate_series(1, ${STORES}) i;

  INSERT INTO terminal (organization_id, store_id, name, model, serial_number, pos_version, last_seen_at, created_at)
    SELECT '${organizationId}', s.id, 'Касса ' || i, '7.3', '003' || lpad(i::text, 11, '0'), '8.4.2', now(), now()
    FROM generate_series(0, ${cards - 1}) i
    JOIN (SELECT id, row_number() OVER (ORDER BY id) AS at FROM store) s ON s.at = 1 + i % ${STORES}
    WHERE i % 5 > 0
    ORDER BY i;

  INSERT INTO sim_card (organization_id, store_id, terminal_id, operator_slug, iccid, msisdn, state, suspend_reason,
                        holds, state_changed_at, last_traffic_at, created_at)
    SELECT '${organizationId}', t.store_id, t.id, o.slug,
           o.iccid_prefix
             || lpad((('x' || md5('batch ' || n.batch))::bit(32)::bigint % 1000000000)::text, 9, '0')
             || lpad((n.i % 100)::text, 2, '0') || (n.i * 7 % 10),
           CASE WHEN n.i % 10 < 7 THEN '+79' || lpad((n.i * 7919 % 1000000000)::text, 9, '0') END,
           n.state::sim_card_state,
           CASE WHEN n.state = 'SUSPENDED' THEN 'PAYMENT'::suspend_reason END,
           CASE WHEN n.state = 'SUSPENDED' THEN ARRAY['PAYMENT'::suspend_reason] ELSE '{}' END,
           now() - interval '90 days', now() - interval '1 hour', now() - interval '200 days'
    FROM (SELECT i, i / 100 AS batch,
                 CASE WHEN i % 100 < 84 THEN 'ACTIVE' WHEN i % 100 < 90 THEN 'READY' WHEN i % 100 < 96 THEN 'INACTIVE'
                      WHEN i % 100 < 98 THEN 'SUSPENDED' ELSE 'TERMINATED' END AS state
          FROM generate_series(0, ${cards - 1}) i) n
    JOIN operator o ON o.slug = CASE WHEN n.batch % 2 = 0 THEN 'mts' ELSE 'megafon' END
    LEFT JOIN terminal t ON t.serial_number = '003' || lpad(n.i::text, 11, '0')
    ORDER BY n.i;

  INSERT INTO subscription (organization_id, plan_slug, sim_card_id, state, period, anchor_date, period_index,
                            paid_months, period_start, period_end, created_at)
    SELECT organization_id, 'cash-services-card', id, 'ACTIVE', p.period::billing_period,
           current_date - 5, 0, p.months, current_date - 5, (current_date - 5 + make_interval(months => p.months))::date,
           now()
    FROM (SELECT *, row_number() OVER (ORDER BY id) AS at FROM sim_card WHERE state = 'ACTIVE') c
    JOIN (VALUES (0, 'M1', 1), (1, 'M3', 3), (2, 'M12', 12)) p (at, period, months) ON p.at = c.at % 3;

  INSERT INTO sim_operation (organization_id, sim_card_id, request_id, action, state, previous_state, actor_name,
                             created_at, accepted_at, finished_at)
    SELECT organization_id, id, gen_random_uuid(), 'ACTIVATE', 'COMPLETED', 'READY', 'Владелец Сети',
           now() - interval '90 days', now() - interval '90 days', now() - interval '90 days'
    FROM sim_card WHERE state = 'ACTIVE';

  -- No operator knows these cards: neither their traffic is read nor are they compared while something is measured.
  UPDATE sim_card_traffic SET due_at = NULL;
  INSERT INTO operator_reconciliation (operator_slug, next_at)
    SELECT slug, now() + interval '1 day' FROM operator WHERE integrated
    ON CONFLICT (operator_slug) DO UPDATE SET next_at = excluded.next_at;
`;

export interface Filled {
  readonly userId: string;
  readonly sessionId: string;
}

export async function fill(databaseUrl: string, cards: number): Promise<Filled> {
  const userId = randomUUID();
  const sessionId = randomUUID();
  await query(databaseUrl, fillSql(cards, randomUUID(), userId, sessionId));
  await query(databaseUrl, 'VACUUM ANALYZE');
  return { userId, sessionId };
}

/** More sessions of the same person: one may ask for so many pages a minute, and many ask at once. */
export async function moreSessions(databaseUrl: string, userId: string, count: number): Promise<string[]> {
  const rows = await query(
    databaseUrl,
    `INSERT INTO session (user_id, created_at, expires_at, user_agent, ip)
       SELECT '${userId}', now(), now() + interval '1 day', 'bench', '127.0.0.1' FROM generate_series(1, ${count})
       RETURNING id`,
  );
  return rows.map((row) => String(row['id']));
}

/** The card in the middle of the list: pages after it are as far from either end as can be. */
export async function middleCard(databaseUrl: string): Promise<string> {
  const [row] = await query(
    databaseUrl,
    'SELECT id FROM sim_card ORDER BY id OFFSET (SELECT count(*) / 2 - 1 FROM sim_card) LIMIT 1',
  );
  return String(row?.['id']);
}

/** The first fifty active cards, as both sides must show them. */
export async function firstActive(databaseUrl: string): Promise<string[]> {
  const rows = await query(
    databaseUrl,
    "SELECT id FROM sim_card WHERE state = 'ACTIVE' ORDER BY id DESC LIMIT 50",
  );
  return rows.map((row) => String(row['id']));
}

/** Five digits out of the numbers of the oldest hundred cards: each stand in ten of them. */
export async function someDigits(databaseUrl: string): Promise<string[]> {
  const rows = await query(
    databaseUrl,
    'SELECT DISTINCT substr(iccid, 13, 5) AS digits FROM (SELECT iccid FROM sim_card ORDER BY id LIMIT 100) oldest',
  );
  return rows.map((row) => String(row['digits']));
}
