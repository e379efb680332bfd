import { rolesWith } from '@/lib/access/permission.rule';
import { type Context } from '@/lib/access/context';
import type { Clock } from '@/lib/core/clock';
import { type Refusal, type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { db } from '@/lib/platform/db';
import { type Allowance, returnGuess, takeGuess } from '@/lib/platform/guesses';
import { contextFor } from '@/lib/platform/job-context';
import { log } from '@/lib/platform/log';
import { transaction } from '@/lib/platform/transaction';
import type { PairInput } from '../device.schema';
import { decidePairing, readPairingCode } from '../pairing-code.rule';
import { codeHash, newToken, tokenHash } from '../pairing-secret';

export type PairCode = 'PAIRING_CODE_INVALID' | 'RATE_LIMITED' | 'TERMINAL_TAKEN' | 'TERMINAL_OTHER';

export interface Paired {
  readonly terminalId: string;
  readonly deviceToken: string;
}

export interface Caller {
  readonly clock: Clock;
  /** where the request came from, as far as our own proxies say (decision 44) */
  readonly address: string;
}

/** Codes that were wrong, from one address and from everywhere together. */
export const guesses = {
  ofAddress: { tries: 20, perMs: 10 * 60_000 },
  ofAll: { tries: 1_000, perMs: 10 * 60_000 },
} as const satisfies Record<string, Allowance>;

/** Seconds until one more try of an address is there. */
export const RETRY_SECONDS = Math.ceil(guesses.ofAddress.perMs / guesses.ofAddress.tries / 1000);

/**
 * Exchanges a pairing code for the token of a terminal, which is told once and never stored; an earlier token of the
 * terminal ends. Refusals: PAIRING_CODE_INVALID (wrong, used, expired, or made by one who may no longer), RATE_LIMITED,
 * and with a code that stays good TERMINAL_TAKEN and TERMINAL_OTHER (the rule `decidePairing`).
 */
export async function pairTerminal(
  { clock, address }: Caller,
  input: PairInput,
): Promise<Result<Paired, PairCode>> {
  const now = clock.now();
  const allowances = { pair: guesses.ofAll, [`pair:${address}`]: guesses.ofAddress };
  for (const [key, allowance] of Object.entries(allowances).reverse()) {
    if (await takeGuess(db(), now, key, allowance)) continue;
    log.info('pairing codes are being guessed', { key });
    return refusal('RATE_LIMITED');
  }
  const found = await findCode(now, input.code);
  if (!found) return refusal('PAIRING_CODE_INVALID');
  const actor = { kind: 'TERMINAL', id: input.serialNumber, name: found.name } as const;
  const ctx = contextFor({ db: db(), clock, actor, organizationId: found.organizationId, timeZone: 'UTC' });
  const result = await transaction(ctx, (ctx) => exchange(ctx, found.id, input));
  if (result.ok) await returnGuess(db(), now, allowances);
  return result;
}

async function findCode(
  now: Date,
  typed: string,
): Promise<{ id: string; organizationId: string; name: string } | null> {
  const code = readPairingCode(typed);
  if (code === null) return null;
  return db().pairingCode.findFirst({
    where: { codeHash: codeHash(code), usedAt: null, expiresAt: { gt: now } },
    select: { id: true, organizationId: true, name: true },
  });
}

async function exchange(ctx: Context, codeId: string, input: PairInput): Promise<Result<Paired, PairCode>> {
  const now = ctx.clock.now();
  await ctx.db.$executeRaw`SELECT 1 FROM "pairing_code" WHERE "id" = ${codeId}::uuid FOR UPDATE`;
  const code = await ctx.db.pairingCode.findUnique({
    where: { id: codeId, usedAt: null, expiresAt: { gt: now } },
  });
  if (!code || !(await makerMay(ctx, code))) return refusal('PAIRING_CODE_INVALID');
  const existing = await ctx.db.terminal.findUnique({ where: { serialNumber: input.serialNumber } });
  const decision = decidePairing({ code, existing });
  if (decision === 'TAKEN') return refusal('TERMINAL_TAKEN');
  if (decision === 'OTHER') return refusal('TERMINAL_OTHER');

  const deviceToken = newToken();
  const said = {
    model: input.model,
    ...(input.imei ? { imei: input.imei } : {}),
    ...(input.posVersion ? { posVersion: input.posVersion } : {}),
    deviceTokenHash: tokenHash(deviceToken),
    pairedAt: now,
  };
  const terminal = existing
    ? await ctx.db.terminal.update({ where: { id: existing.id }, data: said })
    : await addTerminal(ctx, code, { ...said, serialNumber: input.serialNumber });
  if (!terminal) return taken();
  await ctx.db.pairingCode.update({
    where: { id: code.id },
    data: { usedAt: now, pairedTerminalId: terminal.id },
  });
  await audit(
    { ...ctx, actor: { kind: 'TERMINAL', id: terminal.id, name: `Касса «${terminal.name}»` } },
    {
      action: 'terminals.pair',
      objectType: 'terminal',
      objectId: terminal.id,
      objectName: terminal.name,
      storeId: terminal.storeId,
      after: { paired: existing ? 'заново' : 'впервые' },
    },
  );
  return success({ terminalId: terminal.id, deviceToken });
}

const taken = (): Refusal<'TERMINAL_TAKEN'> => refusal('TERMINAL_TAKEN');

/** Null: another request has added the serial number meanwhile. */
async function addTerminal(
  ctx: Context,
  { organizationId, storeId, name }: { organizationId: string; storeId: string; name: string },
  said: { serialNumber: string; model: string; deviceTokenHash: string; pairedAt: Date },
): Promise<{ id: string; name: string; storeId: string } | null> {
  const [added] = await ctx.db.terminal.createManyAndReturn({
    data: [{ ...said, organizationId, storeId, name, createdAt: ctx.clock.now() }],
    skipDuplicates: true,
    select: { id: true, name: true, storeId: true },
  });
  return added ?? null;
}

/** Whoever made the code may still connect terminals of that store. */
async function makerMay(
  ctx: Context,
  { createdBy, storeId }: { createdBy: string; storeId: string },
): Promise<boolean> {
  const membership = await ctx.db.membership.findFirst({
    where: {
      organizationId: ctx.organizationId,
      userId: createdBy,
      role: { in: rolesWith('terminals.manage') },
      OR: [{ allStores: true }, { stores: { some: { storeId } } }],
    },
    select: { userId: true },
  });
  return membership !== null;
}
