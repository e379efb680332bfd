import type { Actor, Context } from '@/lib/access/context';
import { productClock } from './clock';
import { db } from './db';

/** Context of work that no person does: one organization, all its stores. Null when the organization is gone. */
export async function systemContext(organizationId: string, actor: Actor): Promise<Context | null> {
  const client = db();
  const organization = await client.organization.findUnique({
    where: { id: organizationId },
    select: { timeZone: true },
  });
  if (!organization) return null;
  return {
    actor,
    organizationId,
    timeZone: organization.timeZone,
    storeIds: null,
    db: client,
    clock: await productClock(client),
    ip: null,
  };
}

export const jobActor: Actor = { kind: 'JOB', id: 'worker', name: 'Кабинет' };
