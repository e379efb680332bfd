import { problem } from '@/lib/platform/route';
import { clockInput, clockRefusal, moveClock } from '@/lib/platform/sandbox-clock';
import { sandboxSwitch } from '@/lib/platform/sandbox-route';

export const POST = (request: Request): Promise<Response> =>
  sandboxSwitch(request, clockInput, async ({ advance }) => {
    const moved = await moveClock(advance);
    if (moved.ok) return moved.value;
    const { status, text } = clockRefusal(moved);
    return problem(status, moved.code, text);
  });
