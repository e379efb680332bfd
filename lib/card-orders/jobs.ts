import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { productClock } from '@/lib/platform/clock';
import { db } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { job, type Jobs } from '@/lib/platform/job-definition';
import { enqueue } from '@/lib/platform/jobs';
import { cardFulfilment, integratedOperators } from '@/lib/platform/ports';
import { expireCardOrder } from './commands/expire-order';
import { fulfilCardOrder } from './commands/fulfil-order';
import { planStep } from './store';

/** Longer than one step of an order can take: what is held longer was held by a worker that died. */
const STEP_MS = 30_000;
const AT_ONCE = 5000;

/** Gives every order under way that no job is left for a new one; `heldForMs` 0 takes over what is held at all. */
export async function resumeOrders(heldForMs = STEP_MS): Promise<number> {
  const client = db();
  const orphans = await client.$queryRaw<{ id: string; organization_id: string }[]>`
    SELECT o."id", o."organization_id"
    FROM "card_order" o
    WHERE o."state" IN ('PAID', 'PACKING', 'CANCELLING', 'SHIPPED')
      AND NOT EXISTS (
        SELECT 1 FROM graphile_worker.jobs j
        WHERE j."key" = 'card-order:' || o."id"
          AND CASE WHEN j."locked_at" IS NULL THEN j."attempts" < j."max_attempts"
            ELSE j."locked_at" > now() - make_interval(secs => ${heldForMs / 1000}::float8) END)
    LIMIT ${AT_ONCE}`;
  for (const { id, organization_id: organizationId } of orphans) {
    await planStep({ db: client, organizationId }, id);
  }
  return orphans.length;
}

/** Gives a job to every draft and unpaid order whose 30 days are over. */
export async function expireOrders(): Promise<number> {
  const client = db();
  const now = (await productClock(client)).now();
  const due = await client.cardOrder.findMany({
    where: { state: { in: ['DRAFT', 'AWAITING_PAYMENT'] }, quoteExpiresAt: { lte: now } },
    orderBy: { quoteExpiresAt: 'asc' },
    take: AT_ONCE,
    select: { id: true, organizationId: true },
  });
  for (const { id: orderId, organizationId } of due) {
    const key = `card-order-expire:${orderId}`;
    await enqueue({ db: client, organizationId }, 'card-orders.expire-order', { orderId }, { key });
  }
  return due.length;
}

const order = z.object({ orderId: idSchema });
const step = order.extend({ attempt: z.int().nonnegative().default(0) });

/** Asks every operator to tell us when an order moves; repeatable. Without it orders are asked about. */
async function subscribeOrders(appUrl: string): Promise<void> {
  for (const slug of integratedOperators) {
    const callback = `${appUrl.replace(/\/$/, '')}/api/webhooks/operators/${slug}/orders`;
    await cardFulfilment(slug)?.subscribe(callback);
  }
}

export const cardOrderJobs: Jobs = {
  'card-orders.fulfil': job(step, (ctx, input) => fulfilCardOrder(ctx, input)),
  'card-orders.resume': async () => {
    await resumeOrders();
  },
  'card-orders.expire': async () => {
    await expireOrders();
  },
  'card-orders.subscribe': async () => {
    await subscribeOrders(env().APP_URL);
  },
  'card-orders.expire-order': job(order, expireCardOrder),
};
