import { type Db, Prisma } from '@/lib/platform/db';

export interface LedgerFault {
  /** in words, for the person who operates the cabinet */
  readonly what: string;
  readonly count: number;
  /** ids of at most three */
  readonly examples: readonly string[];
}

export interface LedgerReport {
  readonly counts: Readonly<Record<string, number>>;
  readonly faults: readonly LedgerFault[];
}

/** Each finds what must not be there; `id` names it. */
const laws: readonly { readonly what: string; readonly broken: Prisma.Sql }[] = [
  {
    what: 'Движение, записи которого не дают нуля',
    broken: Prisma.sql`
      SELECT "transaction_id" AS id FROM "ledger_entry" GROUP BY 1 HAVING sum("amount_kopecks") <> 0`,
  },
  {
    what: 'Движение без записей или с одной',
    broken: Prisma.sql`
      SELECT t."id" FROM "ledger_transaction" t LEFT JOIN "ledger_entry" e ON e."transaction_id" = t."id"
      GROUP BY t."id" HAVING count(e."account_id") < 2`,
  },
  {
    what: 'Запись на счёте чужой организации',
    broken: Prisma.sql`
      SELECT e."transaction_id" AS id FROM "ledger_entry" e
      JOIN "ledger_transaction" t ON t."id" = e."transaction_id"
      JOIN "ledger_account" a ON a."id" = e."account_id"
      WHERE t."organization_id" <> e."organization_id" OR a."organization_id" <> e."organization_id"`,
  },
  {
    what: 'Счёт, остаток которого не равен сумме записей',
    broken: Prisma.sql`
      SELECT a."id" FROM "ledger_account" a LEFT JOIN "ledger_entry" e ON e."account_id" = a."id"
      GROUP BY a."id" HAVING a."balance_kopecks" <> coalesce(sum(e."amount_kopecks"), 0)`,
  },
  {
    what: 'Лицевой счёт меньше нуля',
    broken: Prisma.sql`
      SELECT "id" FROM "ledger_account" WHERE "kind" = 'WALLET' AND "balance_kopecks" < 0`,
  },
  {
    what: 'Организация, счета которой вместе не дают нуля',
    broken: Prisma.sql`
      SELECT "organization_id" AS id FROM "ledger_account" GROUP BY 1 HAVING sum("balance_kopecks") <> 0`,
  },
  {
    what: 'Списание за период на другую сумму, чем движение',
    broken: Prisma.sql`
      SELECT c."id" FROM "subscription_charge" c
      LEFT JOIN "ledger_account" a ON a."organization_id" = c."organization_id" AND a."kind" = 'WALLET'
      LEFT JOIN "ledger_entry" e ON e."transaction_id" = c."ledger_transaction_id" AND e."account_id" = a."id"
      WHERE e."amount_kopecks" IS DISTINCT FROM -c."amount_kopecks"`,
  },
  {
    what: 'Движение за подписку без оплаченного периода или с двумя',
    broken: Prisma.sql`
      SELECT t."id" FROM "ledger_transaction" t
      LEFT JOIN "subscription_charge" c ON c."ledger_transaction_id" = t."id"
      WHERE t."kind" = 'SUBSCRIPTION' GROUP BY t."id" HAVING count(c."id") <> 1`,
  },
  {
    what: 'Оплаченные периоды подписки с разрывом или пропущенным номером',
    broken: Prisma.sql`
      SELECT n."id" FROM (
        SELECT c."id", c."period_index", c."period_start",
          lag(c."period_end") OVER later AS before_end, lag(c."period_index") OVER later AS before_index
        FROM "subscription_charge" c
        WINDOW later AS (PARTITION BY c."subscription_id" ORDER BY c."period_index")) n
      WHERE n."period_start" IS DISTINCT FROM coalesce(n.before_end, n."period_start")
        OR n."period_index" <> coalesce(n.before_index + 1, 0)`,
  },
  {
    what: 'Подписка, оплаченная не до того дня, что её последнее списание',
    broken: Prisma.sql`
      SELECT s."id" FROM "subscription" s
      LEFT JOIN "subscription_charge" c ON c."subscription_id" = s."id" AND c."period_index" = s."period_index"
      WHERE c."period_end" IS DISTINCT FROM s."period_end"`,
  },
];

const count = async (db: Db, table: string): Promise<number> => {
  const [row] = await db.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM ${Prisma.raw(`"${table}"`)}`;
  return Number(row?.count ?? 0);
};

/** Proves the ledger of a whole database, every law by one statement. Reads only; takes seconds for a million. */
export async function checkLedger(db: Db): Promise<LedgerReport> {
  const faults: LedgerFault[] = [];
  for (const { what, broken } of laws) {
    const [row] = await db.$queryRaw<{ count: number; examples: string[] | null }[]>`
      WITH broken AS MATERIALIZED (${broken})
      SELECT (SELECT count(*)::int FROM broken) AS count,
        (SELECT array_agg(b.id::text) FROM (SELECT id FROM broken LIMIT 3) b) AS examples`;
    if (row && row.count > 0) faults.push({ what, count: row.count, examples: row.examples ?? [] });
  }
  const counts = {
    Счетов: await count(db, 'ledger_account'),
    Движений: await count(db, 'ledger_transaction'),
    Записей: await count(db, 'ledger_entry'),
    'Списаний за периоды': await count(db, 'subscription_charge'),
    Подписок: await count(db, 'subscription'),
  };
  return { counts, faults };
}
