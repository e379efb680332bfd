import { authorize, can, type Context, seesStore } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import type { Prisma } from '@/lib/platform/db';
import { transaction } from '@/lib/platform/transaction';
import { needsNobody, without } from '../choice.rule';
import { type Comparison, type StoreChoices, takeOver } from '../take-over.store';
import { compareWithCloud } from '../difference.rule';
import type { CloudCode } from '../messages';
import type { ImportResult } from '../model';
import type { ImportInput } from '../schema';
import { loadKnown, loadSnapshot, lockCloud } from '../store';

/** What of the cloud differs from the organization now, within the stores of the context. */
async function compareNow(ctx: Context, readingId: string): Promise<Comparison> {
  const snapshot = await loadSnapshot(ctx, readingId);
  const known = await loadKnown(ctx, snapshot);
  return { snapshot, known, ...compareWithCloud(snapshot, known, ctx.storeIds) };
}

/**
 * Takes over from the cloud what it said in this reading and the person has not left out, all or nothing. It is compared
 * anew under a lock: what has been taken over already is no difference any more, so the same import twice is one.
 * Refusals: FORBIDDEN, NOT_READ, READING_CHANGED, NOT_FOUND, STORE_TAKEN, STORES_BY_OWNER.
 */
export async function applyDifference(
  ctx: Context,
  input: ImportInput,
): Promise<Result<ImportResult, CloudCode>> {
  const denied = authorize(ctx, 'terminals.manage');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<ImportResult, CloudCode>> => {
    const { organizationId } = ctx;
    await lockCloud(ctx);
    const reading = await ctx.db.cloudReading.findUnique({ where: { organizationId } });
    if (reading?.id !== input.readingId) return refusal('READING_CHANGED');
    if (reading.state !== 'READY') return refusal('NOT_READ');
    const compared = await compareNow(ctx, reading.id);
    const chosen = without(compared.difference, input.without);
    const choices = storeChoices(ctx, input, compared);
    if (!choices.ok) return choices;
    const done = await takeOver(ctx, compared, chosen, choices.value);
    await note(ctx, reading.id, done);
    return success(done);
  });
}

/** Takes over what needs no person, as part of the running transaction. */
export async function takeOverChanges(ctx: Context, readingId: string): Promise<void> {
  await lockCloud(ctx);
  const compared = await compareNow(ctx, readingId);
  const tied = new Set(compared.known.storeTies.map(({ key }) => key));
  const chosen = needsNobody(compared.difference, tied);
  const done = await takeOver(ctx, compared, chosen, new Map());
  if (done.storesChanged + done.terminalsChanged > 0) await note(ctx, readingId, done);
}

async function note(ctx: Context, id: string, done: ImportResult): Promise<void> {
  const result: Prisma.InputJsonObject = { ...done };
  await ctx.db.cloudReading.updateMany({
    where: { id, organizationId: ctx.organizationId },
    data: { appliedAt: ctx.clock.now(), result },
  });
}

/** A store of the cloud becomes one of the cabinet's that is not tied to another; none of them twice. */
function storeChoices(
  ctx: Context,
  { stores }: ImportInput,
  { difference, known }: Comparison,
): Result<StoreChoices, CloudCode> {
  const fresh = new Set(difference.newStores.map(({ key }) => key));
  const gone = new Set(difference.goneStores.map(({ key }) => key));
  const taken = new Set(known.storeTies.filter(({ key }) => !gone.has(key)).map(({ storeId }) => storeId));
  const names = new Map(known.stores.map(({ id, name }) => [id, name]));
  const chosen = new Map<string, string>();
  for (const { key, into } of stores) {
    if (!fresh.has(key)) continue;
    if (into === 'NEW' && !can(ctx, 'stores.create')) return refusal('STORES_BY_OWNER');
    if (into !== 'NEW' && into !== 'SKIP') {
      const name = names.get(into);
      if (name === undefined || !seesStore(ctx, into)) return refusal('NOT_FOUND');
      if (taken.has(into)) return refusal('STORE_TAKEN', { store: name });
      taken.add(into);
    }
    chosen.set(key, into);
  }
  return success(chosen);
}
