import { nextPayment, nextPaymentInput, setNextPayment } from '@/lib/platform/sandbox';
import { sandboxRead, sandboxSwitch } from '@/lib/platform/sandbox-route';

export const POST = (request: Request): Promise<Response> =>
  sandboxSwitch(request, nextPaymentInput, ({ next }) => setNextPayment(next));

export const GET = (): Promise<Response> => sandboxRead(async () => ({ next: await nextPayment() }));
