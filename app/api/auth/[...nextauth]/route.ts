import NextAuth from 'next-auth';
import { NextRequest } from 'next/server';
import { isOwnOrigin } from '@/lib/platform/action';
import { authOptions } from '@/lib/platform/auth';
import { bodyBytes } from '@/lib/platform/body';
import { problem } from '@/lib/platform/route';

const MOST_BYTES = 16_384;
const SLOWED = 'Слишком много попыток входа, повторите позже';

const nextAuth = NextAuth as unknown as (...parts: unknown[]) => Promise<Response>;

export const GET = (request: Request, context: unknown): Promise<Response> =>
  nextAuth(
    request,
    context,
    authOptions(() => undefined),
  );

/** next-auth's own token against forged requests is checked as well; without it nothing is done. */
export async function POST(request: Request, context: unknown): Promise<Response> {
  const origin = request.headers.get('origin');
  if (origin !== null && !isOwnOrigin(origin)) {
    return problem(403, 'ORIGIN', 'Запрос пришёл не со страницы кабинета и не выполнен.');
  }
  const bytes = await bodyBytes(request, MOST_BYTES);
  if (bytes === null) return problem(413, 'BODY_TOO_LARGE', 'Тело запроса больше 16 КБ');
  const { url, method, headers } = request;
  const guesses = { areUsedUp: false };
  const small = new NextRequest(url, { method, headers, body: Buffer.from(bytes) });
  const answer = await nextAuth(
    small,
    context,
    authOptions(() => (guesses.areUsedUp = true)),
  );
  return guesses.areUsedUp ? problem(429, 'SLOWED', SLOWED, {}, { 'retry-after': '180' }) : answer;
}
