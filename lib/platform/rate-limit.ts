import { type Db, db } from './db';
import { takeGuess } from './guesses';
import { log } from './log';

const MINUTE_MS = 60_000;

export interface RateLimit {
  readonly name: string;
  /** requests of one caller in a minute, of all processes together */
  readonly most: number;
  /** so many of them a process lets through without asking the database: who stays below costs nothing */
  readonly free: number;
}

/** What one caller may ask of the cabinet in a minute. Guesses of secrets have allowances of their own. */
export const rateLimits = {
  /** pages of one session */
  page: { name: 'page', most: 1_200, free: 300 },
  /** server actions of one session */
  action: { name: 'action', most: 300, free: 60 },
  /** files of one session, to either side: each is made or read whole */
  file: { name: 'file', most: 120, free: 30 },
  /** searches over everything of one session: one as somebody stops typing */
  search: { name: 'search', most: 300, free: 60 },
  /** one token of a terminal */
  device: { name: 'device', most: 240, free: 60 },
  /** one address that brings no valid token or signature */
  stranger: { name: 'stranger', most: 600, free: 120 },
} as const satisfies Record<string, RateLimit>;

export type Admission =
  | { readonly ok: true; readonly remaining: number; readonly resetSeconds: number }
  | { readonly ok: false; readonly retryAfterSeconds: number };

interface Caller {
  readonly key: string;
  readonly sinceMs: number;
  spent: number;
  /** let through on trust, still to be taken from what all processes share */
  owed: number;
  /** taken already, not used yet */
  inHand: number;
  refusedUntilMs: number;
  asking?: Promise<void> | undefined;
}

const REMEMBERED = 10_000;

/** The callers of one process. Of two processes each has its own; what is beyond `free` they share in the database. */
export class RateCounter {
  readonly #callers = new Map<string, Caller>();

  #of(key: string, nowMs: number): Caller {
    const known = this.#callers.get(key);
    if (known && nowMs - known.sinceMs < MINUTE_MS) return known;
    this.#callers.delete(key);
    const [oldest] = this.#callers.keys();
    if (this.#callers.size >= REMEMBERED && oldest !== undefined) this.#callers.delete(oldest);
    const refusedUntilMs = known?.refusedUntilMs ?? 0;
    const fresh = { key, sinceMs: nowMs, spent: 0, owed: 0, inHand: 0, refusedUntilMs };
    this.#callers.set(key, fresh);
    return fresh;
  }

  /** A tenth of the limit, and what was let through on trust, by one statement. */
  async #take(client: Db, { most }: RateLimit, caller: Caller, nowMs: number): Promise<void> {
    const lot = Math.ceil(most / 10);
    const wanted = caller.owed + lot;
    const allowance = { tries: most, perMs: MINUTE_MS };
    if (await takeGuess(client, new Date(nowMs), caller.key, allowance, wanted)) {
      caller.owed = 0;
      caller.inHand = lot;
    } else {
      caller.refusedUntilMs = nowMs + Math.ceil((wanted / most) * MINUTE_MS);
      log.info('too many requests', { limit: caller.key.slice(0, 40) });
    }
  }

  /** Counts one request of `who`; who has been refused is not asked about again until the time has come. */
  async admit(client: Db, limit: RateLimit, who: string, nowMs: number): Promise<Admission> {
    const caller = this.#of(`rate:${limit.name}:${who}`, nowMs);
    const trusted = caller.spent < limit.free;
    while (caller.refusedUntilMs <= nowMs && !trusted && caller.inHand === 0) {
      caller.asking ??= this.#take(client, limit, caller, nowMs).finally(() => (caller.asking = undefined));
      await caller.asking;
    }
    if (caller.refusedUntilMs > nowMs) {
      return { ok: false, retryAfterSeconds: Math.ceil((caller.refusedUntilMs - nowMs) / 1000) };
    }
    if (trusted) caller.owed += 1;
    else caller.inHand -= 1;
    caller.spent += 1;
    return {
      ok: true,
      remaining: Math.max(0, limit.most - caller.spent),
      resetSeconds: Math.ceil((caller.sinceMs + MINUTE_MS - nowMs) / 1000),
    };
  }
}

const holder = globalThis as { kassaRates?: RateCounter };

/** May `who` (a session, the hash of a token, an address) ask once more now? Real time: the sandbox's clock moves nothing. */
export function admit(limit: RateLimit, who: string): Promise<Admission> {
  holder.kassaRates ??= new RateCounter();
  return holder.kassaRates.admit(db(), limit, who, Date.now());
}
