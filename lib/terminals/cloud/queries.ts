import { z } from 'zod';
import { authorize, type Context } from '@/lib/access/context';
import type { Db } from '@/lib/platform/db';
import { compareWithCloud } from './difference.rule';
import type { CloudView, Difference, ImportResult, ReadingFailure, ReadingView } from './model';
import { isStale } from './reading.rule';
import { loadKnown, loadSnapshot } from './store';
import { webhookAddress, webhookSecret } from './webhook-secret';

const count = z.number();
const resultSchema = z.object({
  storesAdded: count,
  storesTied: count,
  storesChanged: count,
  terminalsAdded: count,
  terminalsTied: count,
  terminalsChanged: count,
  untied: count,
  refused: count,
}) satisfies z.ZodType<ImportResult>;

/** The connection to the cloud and what it would change; null: there is none, or not for this person. */
export async function cloudView(ctx: Context): Promise<CloudView | null> {
  if (authorize(ctx, 'terminals.manage')) return null;
  const { organizationId } = ctx;
  const connection = await ctx.db.cloudConnection.findUnique({
    where: { organizationId },
    include: { reading: true },
  });
  if (!connection) return null;
  const { id, tokenTail, connectedAt, connectedBy, heardAt, reading } = connection;
  const sees = ctx.storeIds === null;
  const view: CloudView = {
    tokenTail,
    connectedAt,
    connectedBy,
    heardAt,
    webhooks: sees ? { address: webhookAddress(id), secret: webhookSecret(id) } : null,
    reading: null,
    difference: null,
  };
  if (!reading) return view;
  const snapshot = await loadSnapshot(ctx, reading.id);
  const shown: ReadingView = {
    id: reading.id,
    state: reading.state,
    startedAt: reading.startedAt,
    startedBy: reading.startedBy,
    stores: snapshot.stores.length,
    terminals: snapshot.devices.length,
    waitsUntil: reading.waitsUntil,
    stale: reading.state === 'LOADING' && isStale(reading, ctx.clock.now()),
    failure: reading.failure as ReadingFailure | null,
    detail: reading.detail,
    readAt: reading.readAt,
    appliedAt: reading.appliedAt,
    result: resultSchema.safeParse(reading.result).data ?? null,
  };
  if (reading.state !== 'READY') return { ...view, reading: shown };
  const known = await loadKnown(ctx, snapshot);
  const { difference } = compareWithCloud(snapshot, known, ctx.storeIds);
  return { ...view, reading: shown, difference };
}

/** Where the cloud of an organization tells of changes, and with what; null: it is not connected. */
export async function webhooksOf(
  db: Db,
  organizationId: string,
): Promise<{ address: string; secret: string } | null> {
  const connection = await db.cloudConnection.findUnique({ where: { organizationId }, select: { id: true } });
  return connection && { address: webhookAddress(connection.id), secret: webhookSecret(connection.id) };
}

/** Stores of the cabinet that a store of the cloud may become: those that are none of it yet, or no more. */
export async function storesToTie(
  ctx: Context,
  { goneStores }: Difference,
): Promise<{ id: string; name: string; address: string }[]> {
  if (authorize(ctx, 'terminals.manage') || ctx.storeIds !== null) return [];
  return ctx.db.store.findMany({
    where: {
      organizationId: ctx.organizationId,
      OR: [{ cloudLink: null }, { id: { in: goneStores.map(({ storeId }) => storeId) } }],
    },
    select: { id: true, name: true, address: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
}
