import { nextPaymentInput, setNextPayment } from '@/lib/platform/sandbox';
import { sandboxSwitch } from '@/lib/platform/sandbox-route';

export const POST = (request: Request): Promise<Response> =>
  sandboxSwitch(request, nextPaymentInput, ({ next }) => setNextPayment(next));
