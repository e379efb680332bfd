import { sandboxInbox } from '@/lib/platform/sandbox-mail';
import { sandboxRead } from '@/lib/platform/sandbox-route';

/** `?to=…`: letters to one address, newest first, with text, HTML and headers. */
export const GET = (request: Request): Promise<Response> =>
  sandboxRead(() => sandboxInbox(new URL(request.url).searchParams.get('to') ?? undefined));
