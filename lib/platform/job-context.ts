import type { Actor, Context } from '@/lib/access/context';
import type { Clock } from '@/lib/core/clock';
import { productClock } from './clock';
import { type Db, db } from './db';

/** Context of work that no person does: one organization, all its stores. Null when the organization is gone. */
export async function systemContext(organizationId: string, actor: Actor): Promise<Context | null> {
  const client = db();
  const organization = await client.organization.findUnique({
    where: { id: organizationId },
    select: { timeZone: true },
  });
  if (!organization) return null;
  const { timeZone } = organization;
  return contextFor({ db: client, clock: await productClock(client), actor, organizationId, timeZone });
}

/** The same where the organization has been read already. */
export const contextFor = (parts: {
  readonly db: Db;
  readonly clock: Clock;
  readonly actor: Actor;
  readonly organizationId: string;
  readonly timeZone: string;
}): Context => ({ ...parts, storeIds: null, ip: null });

export const jobActor: Actor = { kind: 'JOB', id: 'worker', name: 'Кабинет' };
