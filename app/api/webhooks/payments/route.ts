import { receiveNotification } from '@/lib/billing/commands/receive-notification';
import { bodyText } from '@/lib/platform/body';
import { log } from '@/lib/platform/log';
import { paymentProvider } from '@/lib/platform/ports';

const MAX_BYTES = 64_000;

/** Notifications of the payment provider. Any answer but 200 makes it repeat them. */
export async function POST(request: Request): Promise<Response> {
  const body = await bodyText(request, MAX_BYTES);
  if (body === null) return new Response(null, { status: 413 });
  try {
    await receiveNotification(body, paymentProvider());
    return new Response(null, { status: 200 });
  } catch (error) {
    log.error('payment notification failed', error);
    return new Response(null, { status: 500 });
  }
}
