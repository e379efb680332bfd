import { mailModeInput, setMailMode } from '@/lib/platform/sandbox-mail';
import { sandboxSwitch } from '@/lib/platform/sandbox-route';

export const POST = (request: Request): Promise<Response> =>
  sandboxSwitch(request, mailModeInput, ({ mode }) => setMailMode(mode));
