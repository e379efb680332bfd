import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { Context } from '@/lib/access/context';
import { fixedClock } from '@/lib/core/clock';
import type { PrismaClient } from '@/lib/platform/db';
import { terminalCloud } from '@/lib/platform/ports';
import { applyDifference } from '@/lib/terminals/cloud/commands/apply-difference';
import { connectCloud } from '@/lib/terminals/cloud/commands/connect-cloud';
import { readCloud } from '@/lib/terminals/cloud/commands/read-cloud';
import { startReading } from '@/lib/terminals/cloud/commands/start-reading';
import type { ImportInput } from '@/lib/terminals/cloud/schema';
import { type Chain, jobContextOf, TEST_NOW } from './factories';

export const cloudStoreId = (): string => `20170228-${randomUUID().slice(9).toUpperCase()}`;
export const cloudSerial = (): string => `0030${String(randomInt(10 ** 10)).padStart(10, '0')}`;
export const aToken = (): string => `token-${randomBytes(12).toString('hex')}`;

const must = <T>(result: { ok: true; value: T } | { ok: false; code: string }): T => {
  if (!result.ok) throw new Error(result.code);
  return result.value;
};

/** Does what the job of a reading does, until it waits or is over. */
export const readAll = (db: PrismaClient, chain: Chain, readingId: string, now = TEST_NOW) =>
  readCloud({ ...jobContextOf(db, chain, now), clock: fixedClock(now) }, { readingId }, terminalCloud());

/** Connects the cloud with a token and reads it. */
export async function connectAndRead(
  db: PrismaClient,
  chain: Chain,
  ctx: Context,
  token: string,
): Promise<string> {
  const { readingId } = must(await connectCloud(ctx, { requestId: randomUUID(), token }));
  await readAll(db, chain, readingId);
  return readingId;
}

/** Reads the cloud anew. */
export async function readAgain(db: PrismaClient, chain: Chain, ctx: Context): Promise<string> {
  const { readingId } = must(await startReading(ctx, { requestId: randomUUID() }));
  await readAll(db, chain, readingId);
  return readingId;
}

/** Takes over what the reading has found: all, unless told otherwise. */
export const importAll = (ctx: Context, readingId: string, input: Partial<ImportInput> = {}) =>
  applyDifference(ctx, { readingId, stores: [], without: [], ...input });
