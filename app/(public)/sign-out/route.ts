import { signOut } from '@/lib/access/commands/sign-out';
import { isOwnOrigin } from '@/lib/platform/action';
import { caller, takeSessionBack } from '@/lib/platform/auth';
import { guarded } from '@/lib/platform/route';

/** The button of the user menu, a plain form: the whole document is left, with JavaScript and without. */
export function POST(request: Request): Promise<Response> {
  return guarded(async () => {
    if (!isOwnOrigin(request.headers.get('origin'))) return new Response(null, { status: 403 });
    const from = await caller();
    if (from.sessionId !== null) await signOut(from.sessionId, from.now, from.address);
    await takeSessionBack();
    return new Response(null, { status: 303, headers: { location: '/sign-in' } });
  });
}
