import type { Db } from './db';

/** So many tries at once, and as many again over this time. */
export interface Allowance {
  readonly tries: number;
  readonly perMs: number;
}

/**
 * Takes one try of `key`, or `count` of them, before anything is said about a guess; of calls at the same moment no
 * more get one than there are, and a restart forgets nothing. False: there are not that many now.
 */
export async function takeGuess(
  db: Db,
  now: Date,
  key: string,
  { tries, perMs }: Allowance,
  count = 1,
): Promise<boolean> {
  const perMillisecond = tries / perMs;
  const taken = await db.$executeRaw`
    INSERT INTO "guess_guard" AS g ("key", "tokens", "counted_at")
    VALUES (${key}, ${tries - count}, ${now}::timestamptz)
    ON CONFLICT ("key") DO UPDATE SET
      "tokens" = least(${tries}::float8, g."tokens" + ${perMillisecond}::float8
        * greatest(0, extract(epoch FROM ${now}::timestamptz - g."counted_at") * 1000)) - ${count}::float8,
      "counted_at" = greatest(g."counted_at", ${now}::timestamptz)
    WHERE least(${tries}::float8, g."tokens" + ${perMillisecond}::float8
      * greatest(0, extract(epoch FROM ${now}::timestamptz - g."counted_at") * 1000)) >= ${count}::float8`;
  return taken > 0;
}

/** Gives the tries back: it was no guess. Those of old are forgotten, they are whole again. */
export async function returnGuess(
  db: Db,
  now: Date,
  allowances: Readonly<Record<string, Allowance>>,
): Promise<void> {
  for (const [key, { tries }] of Object.entries(allowances)) {
    await db.$executeRaw`
      UPDATE "guess_guard" SET "tokens" = least(${tries}::float8, "tokens" + 1) WHERE "key" = ${key}`;
  }
  await db.$executeRaw`DELETE FROM "guess_guard" WHERE "counted_at" < ${now}::timestamptz - interval '1 day'`;
}
