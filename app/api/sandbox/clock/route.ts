import { clockInput, moveClock } from '@/lib/platform/sandbox';
import { sandboxSwitch } from '@/lib/platform/sandbox-route';

export const POST = (request: Request): Promise<Response> =>
  sandboxSwitch(request, clockInput, ({ advance }) => moveClock(advance));
