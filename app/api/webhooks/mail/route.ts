import { createHash, timingSafeEqual } from 'node:crypto';
import { bodyBytes } from '@/lib/platform/body';
import { productClock } from '@/lib/platform/clock';
import { db } from '@/lib/platform/db';
import { optionalSetting } from '@/lib/platform/env';
import { log } from '@/lib/platform/log';
import { receiveReport } from '@/lib/receipts/delivery/receive-report';

const MAX_BYTES = 1_000_000;

const digest = (text: string) => createHash('sha256').update(text).digest();

/**
 * Mail to the return path of our letters, whole, as the mail system hands it over. Any answer but 2xx makes it try
 * again; what is not about a letter of ours is taken and forgotten.
 */
export async function POST(request: Request): Promise<Response> {
  const secret = optionalSetting('MAIL_WEBHOOK_SECRET');
  if (secret === null) return new Response(null, { status: 404 });
  const given = digest(request.headers.get('authorization') ?? '');
  if (!timingSafeEqual(given, digest(`Bearer ${secret}`))) return new Response(null, { status: 401 });
  try {
    const raw = await bodyBytes(request, MAX_BYTES);
    if (raw === null) return new Response(null, { status: 413 });
    await receiveReport(db(), await productClock(db()), raw);
    return new Response(null, { status: 204 });
  } catch (error) {
    log.error('a report of a mail server failed', error);
    return new Response(null, { status: 500 });
  }
}
