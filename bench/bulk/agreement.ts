import { query } from '../../scripts/lib/postgres.mjs';
import { Refusal } from '../../scripts/lib/say.mjs';
import type { Chain } from './data';

interface LogEntry {
  readonly method: string;
  readonly key: string | null;
  readonly effect: boolean;
  readonly duplicate: boolean;
}

export interface Agreement {
  readonly requests: number;
  /** the same key once more */
  readonly repeats: number;
  readonly effects: number;
  readonly completed: number;
  readonly active: number;
  readonly paid: number;
  /** more than one effect for a key, or none for a completed operation */
  readonly wrongEffects: number;
  /** on at one side and not at the other, or switched on more than once */
  readonly differing: number;
}

async function read<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Refusal(`Оператор ответил ${response.status} на ${url}.`);
  return (await response.json()) as T;
}

/** The operator's log and cards against our operations, cards and charges, one by one. */
export async function compare(databaseUrl: string, operatorUrl: string, chain: Chain): Promise<Agreement> {
  const rows = await query(
    databaseUrl,
    `SELECT o.id, o.state AS operation, c.iccid, c.state AS card
     FROM sim_operation o JOIN sim_card c ON c.id = o.sim_card_id WHERE o.organization_id = $1`,
    [chain.organizationId],
  );
  const [charges] = await query(
    databaseUrl,
    'SELECT count(*)::int AS count FROM subscription_charge WHERE organization_id = $1',
    [chain.organizationId],
  );
  const ours = new Set(rows.map((row) => String(row['id'])));
  const log = (await read<LogEntry[]>(`${operatorUrl}/sandbox/log`)).filter(
    ({ key }) => key !== null && ours.has(key),
  );
  const effects = new Map<string, number>();
  for (const { key, effect } of log) if (key && effect) effects.set(key, (effects.get(key) ?? 0) + 1);
  const cards = await read<{ iccid: string; state: string; changes: number }[]>(
    `${operatorUrl}/sandbox/cards`,
  );
  const theirs = new Map(cards.map((card) => [card.iccid, card]));
  const differs = (row: Record<string, unknown>) => {
    const card = theirs.get(String(row['iccid']));
    return (row['card'] === 'ACTIVE') !== (card?.state === 'active') || (card?.changes ?? 0) > 1;
  };
  return {
    requests: log.length,
    repeats: log.filter(({ duplicate }) => duplicate).length,
    effects: [...effects.values()].reduce((sum, count) => sum + count, 0),
    completed: rows.filter((row) => row['operation'] === 'COMPLETED').length,
    active: rows.filter((row) => row['card'] === 'ACTIVE').length,
    paid: Number(charges?.['count']),
    wrongEffects: rows.filter(
      (row) => (effects.get(String(row['id'])) ?? 0) !== (row['operation'] === 'COMPLETED' ? 1 : 0),
    ).length,
    differing: rows.filter(differs).length,
  };
}
