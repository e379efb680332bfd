import { query } from '../../scripts/lib/postgres.mjs';

export const SUBSCRIPTIONS = 1_000_000;
/** Due on the first day, on the second, and on the third: all the rest. */
export const DUE = [100_000, 100_000, 800_000] as const;
const EACH = 500;
const PRICE = 59_000;
const PLAN = 'law-basic-terminal';

/** The tenth of the next month: no month is too short for the days of the run. */
const FIRST_DAY = `(date_trunc('month', now() AT TIME ZONE 'Europe/Moscow') + interval '1 month 9 days')::date`;

/**
 * Two thousand organizations with five hundred terminals each, every terminal paid monthly and once so far. The paid
 * end of one in ten is the first day, of one in ten the second, of the others the third. The account holds two months.
 */
const steps: readonly (readonly [string, string])[] = [
  [
    'организации',
    `INSERT INTO organization (name, kind, inn, created_at)
       SELECT 'ООО «Замер ' || i || '»', 'LEGAL_ENTITY', '7707083893', now()
       FROM generate_series(1, ${SUBSCRIPTIONS / EACH}) i;
     INSERT INTO store (organization_id, name, address, time_zone, created_at)
       SELECT id, 'Магазин', 'Екатеринбург, ул. Малышева, 1', 'Europe/Moscow', now() FROM organization;
     INSERT INTO ledger_account (organization_id, kind, balance_kopecks)
       SELECT o.id, k.kind::ledger_account_kind, k.sign * ${EACH} * ${PRICE}::bigint
       FROM organization o CROSS JOIN (VALUES ('WALLET', 2), ('SALES', 1), ('PAYMENTS', -3)) k (kind, sign);`,
  ],
  [
    'кассы',
    `INSERT INTO terminal (organization_id, store_id, name, model, serial_number, created_at, noted_health)
       SELECT s.organization_id, s.id, 'Касса ' || i, '7.3',
         '003' || lpad(((row_number() OVER ())::int)::text, 11, '0'), now(), 'OFFLINE'
       FROM store s CROSS JOIN generate_series(1, ${EACH}) i;`,
  ],
  [
    'подписки',
    `INSERT INTO subscription (organization_id, plan_slug, terminal_id, state, period, anchor_date, period_index,
         paid_months, period_start, period_end, created_at)
       SELECT t.organization_id, '${PLAN}', t.id, 'ACTIVE', 'M1', d.anchor, 0, 1, d.anchor,
         (d.anchor + interval '1 month')::date, now()
       FROM (SELECT t.*, (right(serial_number, 11)::int - 1) % 10 AS tenth FROM terminal t) t
       CROSS JOIN LATERAL (
         SELECT (${FIRST_DAY} + least(t.tenth, 2) - interval '1 month')::date AS anchor) d;`,
  ],
  [
    'прошлые списания',
    `INSERT INTO ledger_transaction (id, organization_id, kind, business_key, description, occurred_at, actor_name)
       SELECT uuidv7(), organization_id, 'SUBSCRIPTION', 'subscription:' || id || ':0', 'Начало', now(), 'Замер'
       FROM subscription;
     INSERT INTO ledger_entry (organization_id, transaction_id, account_id, amount_kopecks)
       SELECT t.organization_id, t.id, a.id, CASE a.kind WHEN 'WALLET' THEN -${PRICE} ELSE ${PRICE} END
       FROM ledger_transaction t
       JOIN ledger_account a ON a.organization_id = t.organization_id AND a.kind IN ('WALLET', 'SALES');
     INSERT INTO subscription_charge (organization_id, subscription_id, period_index, period, period_start, period_end,
         amount_kopecks, ledger_transaction_id, created_at)
       SELECT s.organization_id, s.id, 0, 'M1', s.period_start, s.period_end, ${PRICE}, t.id, now()
       FROM subscription s
       JOIN ledger_transaction t ON t.organization_id = s.organization_id
         AND t.business_key = 'subscription:' || s.id || ':0';
     WITH paid AS (
       INSERT INTO ledger_transaction (organization_id, kind, business_key, description, occurred_at, actor_name)
         SELECT id, 'TOP_UP', 'bench', 'Пополнение', now(), 'Замер' FROM organization RETURNING id, organization_id)
     INSERT INTO ledger_entry (organization_id, transaction_id, account_id, amount_kopecks)
       SELECT p.organization_id, p.id, a.id,
         CASE a.kind WHEN 'WALLET' THEN 3 ELSE -3 END * ${EACH} * ${PRICE}::bigint
       FROM paid p
       JOIN ledger_account a ON a.organization_id = p.organization_id AND a.kind IN ('WALLET', 'PAYMENTS');`,
  ],
  [
    'образец',
    `CREATE TABLE reference_subscription (id uuid PRIMARY KEY DEFAULT uuidv7(), amount bigint NOT NULL,
       anchor date NOT NULL, paid_months int NOT NULL, period_index int NOT NULL, period_end date NOT NULL);
     INSERT INTO reference_subscription (amount, anchor, paid_months, period_index, period_end)
       SELECT ${PRICE}, anchor_date, 1, 0, period_end FROM subscription;
     CREATE INDEX ON reference_subscription (period_end);
     CREATE TABLE reference_invoice (id uuid PRIMARY KEY DEFAULT uuidv7(), subscription_id uuid NOT NULL,
       period_index int NOT NULL, period_start date NOT NULL, period_end date NOT NULL, amount bigint NOT NULL,
       created_at timestamptz NOT NULL DEFAULT now(), UNIQUE (subscription_id, period_index));`,
  ],
];

export async function fill(databaseUrl: string, told: (what: string) => void): Promise<void> {
  for (const [what, sql] of steps) {
    told(what);
    await query(databaseUrl, `SET session_replication_role = replica; ${sql}`);
  }
  told('сбор статистики');
  await query(databaseUrl, 'VACUUM ANALYZE');
  await query(databaseUrl, 'CHECKPOINT');
}

/** The reference: one statement inserts an invoice for everything due and moves its period. @returns how many */
export async function renewReference(databaseUrl: string, day: number): Promise<number> {
  const [row] = await query(
    databaseUrl,
    `WITH due AS (
       SELECT id, amount, period_index + 1 AS next_index, paid_months + 1 AS next_months, period_end,
         (anchor + make_interval(months => paid_months + 1))::date AS next_end
       FROM reference_subscription WHERE period_end <= ${FIRST_DAY} + ${day}),
     invoiced AS (
       INSERT INTO reference_invoice (subscription_id, period_index, period_start, period_end, amount)
       SELECT id, next_index, period_end, next_end, amount FROM due),
     moved AS (
       UPDATE reference_subscription s
       SET period_index = d.next_index, paid_months = d.next_months, period_end = d.next_end
       FROM due d WHERE s.id = d.id RETURNING 1)
     SELECT count(*)::int AS count FROM moved`,
  );
  return Number(row?.['count']);
}

/** Product time goes to the morning of the day; the workers read it with every task. */
export async function moveTo(databaseUrl: string, day: number): Promise<void> {
  await query(
    databaseUrl,
    `UPDATE sandbox_clock SET offset_ms = 1000 * extract(epoch FROM
       (${FIRST_DAY} + ${day} + time '09:00') AT TIME ZONE 'Europe/Moscow' - now()) WHERE id = 1`,
  );
}

export const startRenewal = (databaseUrl: string) =>
  query(databaseUrl, `SELECT graphile_worker.add_job('subscriptions.renew-due', '{}'::json)`);

export async function isAnythingDue(databaseUrl: string, day: number): Promise<boolean> {
  const rows = await query(
    databaseUrl,
    `SELECT 1 FROM subscription WHERE state <> 'EXPIRED' AND period_end <= ${FIRST_DAY} + ${day} LIMIT 1`,
  );
  return rows.length > 0;
}

export interface Agreement {
  /** charges of a second period */
  readonly charged: number;
  /** subscriptions due by now whose second period was not charged exactly once */
  readonly wrong: number;
  /** charges of subscriptions that are not due yet, or of a third period */
  readonly early: number;
  /** renewals in the audit */
  readonly audited: number;
}

/** Every subscription, one by one: due by `day` → charged once; not due → not charged. */
export async function agreement(databaseUrl: string, day: number): Promise<Agreement> {
  const [row] = await query(
    databaseUrl,
    `SELECT sum(renewed)::int AS charged,
       count(*) FILTER (WHERE is_due AND renewed <> 1)::int AS wrong,
       count(*) FILTER (WHERE NOT is_due AND renewed <> 0)::int + sum(later)::int AS early,
       (SELECT count(*)::int FROM audit_entry WHERE action = 'subscriptions.renew') AS audited
     FROM (
       SELECT count(c.id) FILTER (WHERE c.period_index = 1) AS renewed,
         count(c.id) FILTER (WHERE c.period_index > 1) AS later,
         (s.anchor_date + interval '1 month')::date <= ${FIRST_DAY} + ${day} AS is_due
       FROM subscription s JOIN subscription_charge c ON c.subscription_id = s.id GROUP BY s.id) each`,
  );
  const number = (name: string) => Number(row?.[name]);
  return {
    charged: number('charged'),
    wrong: number('wrong'),
    early: number('early'),
    audited: number('audited'),
  };
}
