import NextAuth from 'next-auth';
import { NextRequest } from 'next/server';
import { isOwnOrigin } from '@/lib/platform/action';
import { authOptions } from '@/lib/platform/auth';
import { bodyBytes } from '@/lib/platform/body';
import { problem } from '@/lib/platform/route';

/** An address, a password and a way back; next-auth itself would read whatever comes. */
const MAX_BYTES = 16_384;

const handler = (request: NextRequest, context: unknown): Promise<Response> =>
  (NextAuth as unknown as (...parts: unknown[]) => Promise<Response>)(request, context, authOptions());

/** next-auth's own token against forged requests is checked as well; without it nothing is done. */
export async function POST(request: NextRequest, context: unknown): Promise<Response> {
  const origin = request.headers.get('origin');
  if (origin !== null && !isOwnOrigin(origin)) {
    return problem(403, 'ORIGIN', 'Запрос пришёл не со страницы кабинета и не выполнен.');
  }
  const bytes = await bodyBytes(request, MAX_BYTES);
  if (bytes === null) return problem(413, 'BODY_TOO_LARGE', 'Тело запроса больше 16 КБ');
  const { url, headers } = request;
  return handler(new NextRequest(url, { method: 'POST', headers, body: Buffer.from(bytes) }), context);
}

export { handler as GET };
