import { db } from '@/lib/platform/db';
import { jobActor, systemContext } from '@/lib/platform/job-context';
import type { PaymentProvider } from '../payment-provider.port';
import { lookLater, recordReply } from '../payments';

export type NotificationOutcome = 'RECORDED' | 'LATER' | 'IGNORED';

/**
 * A notification is unsigned, so it is only a reason to read the payment again; what it says is not believed
 * (domain.md B3.6). IGNORED: not about a payment of ours. LATER: the provider did not answer, a job asks again.
 */
export async function receiveNotification(
  rawBody: string,
  provider: PaymentProvider,
): Promise<NotificationOutcome> {
  const notification = provider.readNotification(rawBody);
  if (!notification) return 'IGNORED';
  const payment = await db().payment.findUnique({
    where: { providerId: notification.paymentId },
    select: { id: true, organizationId: true },
  });
  const ctx = payment && (await systemContext(payment.organizationId, jobActor));
  if (!ctx) return 'IGNORED';
  const reply = await provider.read(notification.paymentId);
  if (reply.kind === 'payment') {
    await recordReply(ctx, payment.id, reply);
    return 'RECORDED';
  }
  await lookLater(ctx, payment.id, 0);
  return 'LATER';
}
