import { randomUUID } from 'node:crypto';
import { query } from '../../scripts/lib/postgres.mjs';

export interface Chain {
  readonly organizationId: string;
  readonly userId: string;
  readonly numbers: readonly string[];
}

const PREFIX = '8970101';
const PRICE_KOPECKS = 19_000;

/** The check digit by Luhn of the digits before it. */
function checkDigit(digits: string): number {
  let sum = 0;
  for (const [at, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (at % 2 === 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return (10 - (sum % 10)) % 10;
}

function numbersFrom(first: number, count: number): string[] {
  return Array.from({ length: count }, (_, at) => {
    const digits = PREFIX + String(first + at).padStart(18 - PREFIX.length, '0');
    return `${digits}${checkDigit(digits)}`;
  });
}

/** An organization whose owner has `count` cards that were never switched on, and the money for a month of all. */
export async function fill(databaseUrl: string, first: number, count: number): Promise<Chain> {
  const [organizationId, userId, storeId] = [randomUUID(), randomUUID(), randomUUID()];
  const numbers = numbersFrom(first, count);
  const wallet = count * PRICE_KOPECKS;
  await query(
    databaseUrl,
    `
    SET session_replication_role = replica;
    INSERT INTO organization (id, name, kind, inn, created_at)
      VALUES ('${organizationId}', 'ООО «Замер»', 'LEGAL_ENTITY', '7707083893', now());
    INSERT INTO "user" (id, email, name, password_hash, created_at)
      VALUES ('${userId}', '${userId}@bench.test', 'Владелец Сети', '-', now());
    INSERT INTO membership (organization_id, user_id, role, all_stores, created_at)
      VALUES ('${organizationId}', '${userId}', 'OWNER', true, now());
    INSERT INTO installation (organization_id, module_slug, state, requested_at, applied_at)
      VALUES ('${organizationId}', 'cash-services', 'INSTALLED', now(), now());
    INSERT INTO ledger_account (organization_id, kind, balance_kopecks)
      VALUES ('${organizationId}', 'WALLET', ${wallet}), ('${organizationId}', 'PAYMENTS', -${wallet});
    INSERT INTO store (id, organization_id, name, address, time_zone, created_at)
      VALUES ('${storeId}', '${organizationId}', 'Магазин', 'Екатеринбург, ул. Малышева, 1', 'Europe/Moscow', now());
    INSERT INTO sim_card (organization_id, store_id, operator_slug, iccid, state, state_changed_at, created_at)
      SELECT '${organizationId}', '${storeId}', 'mts', n.iccid, 'READY', now(), now()
      FROM unnest(ARRAY['${numbers.join("','")}']) AS n (iccid);
    UPDATE sim_card_traffic SET due_at = NULL;
  `,
  );
  await query(databaseUrl, 'VACUUM ANALYZE');
  return { organizationId, userId, numbers };
}
