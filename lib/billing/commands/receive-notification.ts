import { isId } from '@/lib/core/ids';
import { db } from '@/lib/platform/db';
import { jobActor, systemContext } from '@/lib/platform/job-context';
import type { PaymentProvider } from '../payment-provider.port';
import { lookLater, recordReply } from '../payments';
import { lookAtRefundLater } from '../refunds';
import { followRefund } from './follow-refund';

export type NotificationOutcome = 'RECORDED' | 'LATER' | 'IGNORED';

/**
 * A notification is unsigned, so it is only a reason to read what it is about again; what it says is not believed
 * (domain.md B3.6). IGNORED: about nothing of ours. LATER: the provider did not answer, a job asks again.
 */
export async function receiveNotification(
  rawBody: string,
  provider: PaymentProvider,
): Promise<NotificationOutcome> {
  const notification = provider.readNotification(rawBody);
  if (!notification) return 'IGNORED';
  return notification.about === 'PAYMENT'
    ? paymentNews(notification.id, provider)
    : refundNews(notification.id, provider);
}

const ours = { id: true, organizationId: true } as const;

async function paymentNews(providerId: string, provider: PaymentProvider): Promise<NotificationOutcome> {
  const payment = await db().payment.findUnique({ where: { providerId }, select: ours });
  if (!payment) return unknownNumber(providerId, provider);
  const ctx = await systemContext(payment.organizationId, jobActor);
  if (!ctx) return 'IGNORED';
  const reply = await provider.read(providerId);
  if (reply.kind === 'payment') {
    await recordReply(ctx, payment.id, reply);
    return 'RECORDED';
  }
  await lookLater(ctx, payment.id, 0);
  return 'LATER';
}

/** The news may be earlier than the answer that gives the number: then the payment names ours, once it is read. */
async function unknownNumber(providerId: string, provider: PaymentProvider): Promise<NotificationOutcome> {
  const waiting = await db().payment.findFirst({
    where: { providerId: null, sentAt: { not: null } },
    select: { id: true },
  });
  if (!waiting) return 'IGNORED';
  const reply = await provider.read(providerId);
  if (reply.kind !== 'payment' || !isId(reply.reference ?? '')) return 'IGNORED';
  const payment = await db().payment.findFirst({
    where: { id: reply.reference ?? '', providerId: null },
    select: ours,
  });
  const ctx = payment && (await systemContext(payment.organizationId, jobActor));
  if (!ctx) return 'IGNORED';
  await recordReply(ctx, payment.id, reply);
  return 'RECORDED';
}

async function refundNews(providerId: string, provider: PaymentProvider): Promise<NotificationOutcome> {
  const refund = await db().paymentRefund.findUnique({ where: { providerId }, select: ours });
  const ctx = refund && (await systemContext(refund.organizationId, jobActor));
  if (!ctx) return 'IGNORED';
  const followed = await followRefund(ctx, { refundId: refund.id, look: null }, provider);
  if (followed.ok && (followed.value === 'SUCCEEDED' || followed.value === 'CANCELLED')) return 'RECORDED';
  await lookAtRefundLater(ctx, refund.id, 0);
  return 'LATER';
}
