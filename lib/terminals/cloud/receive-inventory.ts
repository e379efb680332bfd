import { z } from 'zod';
import type { Clock } from '@/lib/core/clock';
import { type Db } from '@/lib/platform/db';
import { contextFor } from '@/lib/platform/job-context';
import { noteChange } from './commands/hear-cloud';
import { isWebhookSecret } from './webhook-secret';

const inventory = z.array(
  z.looseObject({ uuid: z.string().max(64).optional(), id: z.string().max(64).optional() }),
);

export type Received =
  | { readonly kind: 'UNKNOWN' }
  | { readonly kind: 'UNREADABLE' }
  | { readonly kind: 'TAKEN'; readonly ids: readonly string[] };

/** Whether whoever sends this may: said before anything is read. */
export const maySend = (connectionId: string, authorization: string | null): boolean =>
  isWebhookSecret(connectionId, authorization);

/**
 * The cloud tells of stores or terminals that have changed. A message carries no time, may come twice, late or out of
 * order, and leaves out serial numbers: so it is believed only to have happened, and the cloud is read anew.
 */
export async function receiveInventory(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  connectionId: string,
  body: unknown,
): Promise<Received> {
  const connection = await db.cloudConnection.findUnique({
    where: { id: connectionId },
    select: { organizationId: true },
  });
  if (!connection) return { kind: 'UNKNOWN' };
  const items = inventory.safeParse(body);
  if (!items.success) return { kind: 'UNREADABLE' };
  const actor = { kind: 'JOB', id: 'evotor-cloud', name: 'Облако Эвотор' } as const;
  const { organizationId } = connection;
  await noteChange(contextFor({ db, clock, actor, organizationId, timeZone: 'UTC' }));
  return { kind: 'TAKEN', ids: items.data.flatMap(({ uuid, id }) => uuid ?? id ?? []) };
}
