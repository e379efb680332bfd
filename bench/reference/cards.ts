import pg from 'pg';

const holder = globalThis as { referencePool?: pg.Pool };

function pool(): pg.Pool {
  holder.referencePool ??= new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
  return holder.referencePool;
}

export interface Person {
  readonly name: string;
  readonly organization_id: string;
}

/** Who the session belongs to, if it lives. */
export async function readPerson(token: string): Promise<Person | undefined> {
  const { rows } = await pool().query<Person>(
    `SELECT u.name, m.organization_id
     FROM session s JOIN "user" u ON u.id = s.user_id JOIN membership m ON m.user_id = u.id
     WHERE s.id = $1 AND s.revoked_at IS NULL AND s.expires_at > now()`,
    [token],
  );
  return rows[0];
}

export interface Card {
  readonly id: string;
  readonly iccid: string;
  readonly state: string;
  readonly terminal: string | null;
  readonly operator: string;
  readonly period: string | null;
  readonly paid_until: string | null;
}

export const PAGE = 50;
const NEWEST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Fifty cards, the newest first, and one more, which tells that there is a next page. */
export async function readCards(organizationId: string, state: string, before = NEWEST): Promise<Card[]> {
  const { rows } = await pool().query<Card>(
    `SELECT c.id, c.iccid, c.state, t.name AS terminal, o.name AS operator, s.period,
            to_char(s.period_end, 'DD.MM.YYYY') AS paid_until
     FROM sim_card c
     JOIN operator o ON o.slug = c.operator_slug
     LEFT JOIN terminal t ON t.id = c.terminal_id
     LEFT JOIN subscription s ON s.sim_card_id = c.id AND s.state <> 'EXPIRED'
     WHERE c.organization_id = $1 AND c.state = $2::sim_card_state AND c.id < $3
     ORDER BY c.id DESC
     LIMIT ${PAGE + 1}`,
    [organizationId, state, before],
  );
  return rows;
}
