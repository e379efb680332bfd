import { isOwnOrigin } from '@/lib/platform/action';
import { productClock } from '@/lib/platform/clock';
import { db } from '@/lib/platform/db';
import { guarded } from '@/lib/platform/route';
import { confirmAddress } from '@/lib/receipts/commands/confirm-address';

/** The button of the page: the owner of the address agrees. The page says what has come of it. */
export function POST(
  request: Request,
  { params }: { params: Promise<{ secret: string }> },
): Promise<Response> {
  return guarded(async () => {
    if (!isOwnOrigin(request.headers.get('origin'))) return new Response(null, { status: 403 });
    const { secret } = await params;
    await confirmAddress(db(), await productClock(db()), secret);
    const location = `/confirm-address/${encodeURIComponent(secret)}`;
    return new Response(null, { status: 303, headers: { location } });
  });
}
