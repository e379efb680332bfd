import type { NextAuthOptions } from 'next-auth';
import { decode } from 'next-auth/jwt';
import Credentials from 'next-auth/providers/credentials';
import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import { signIn } from '@/lib/access/commands/sign-in';
import { signOut } from '@/lib/access/commands/sign-out';
import { signInInput } from '@/lib/access/schema';
import { loadSession, type SignedIn } from '@/lib/access/session';
import { isId } from '@/lib/core/ids';
import { env } from './env';

const secure = () => env().APP_URL.startsWith('https://');
const sessionCookie = () => (secure() ? '__Host-kassa-session' : 'kassa-session');

const clientIp = (value: string | null | undefined): string => value?.split(',')[0]?.trim() ?? 'неизвестно';

/** next-auth: credentials, a JWT that carries the ids of the person and of the session row, nothing else. */
export function authOptions(): NextAuthOptions {
  return {
    secret: env().AUTH_SECRET,
    useSecureCookies: secure(),
    session: { strategy: 'jwt', maxAge: 30 * 86_400 },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    cookies: {
      sessionToken: {
        name: sessionCookie(),
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure: secure() },
      },
    },
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        async authorize(credentials, request) {
          const input = signInInput.safeParse(credentials);
          if (!input.success) return null;
          const header = (name: string): string => String(request.headers?.[name] ?? '');
          const result = await signIn(input.data, {
            ip: clientIp(header('x-forwarded-for')),
            userAgent: header('user-agent'),
            now: new Date(),
          });
          return result.ok ? { id: result.value.userId, sid: result.value.sessionId } : null;
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user, trigger }) =>
        trigger === 'signIn' ? { sub: user.id, sid: (user as { sid?: string }).sid } : token,
      session: ({ session }) => session,
    },
    events: {
      async signOut({ token }) {
        if (typeof token.sid === 'string') await signOut(token.sid, new Date());
      },
    },
  };
}

const REMEMBERED = 1_000;
const remembered = new Map<string, { readonly sessionId: string; readonly expiresAtMs: number }>();

/**
 * The session id that a cookie carries, or null. Deriving the key and decrypting takes longer than reading the row, so
 * the last cookies are remembered; whether the session lives is asked of the row every time.
 */
async function sessionIdIn(cookie: string): Promise<string | null> {
  const known = remembered.get(cookie);
  if (known && known.expiresAtMs > Date.now()) return known.sessionId;
  remembered.delete(cookie);
  const token = await decode({ token: cookie, secret: env().AUTH_SECRET }).catch(() => null);
  if (typeof token?.['sid'] !== 'string' || !isId(token['sid'])) return null;
  const [oldest] = remembered.keys();
  if (remembered.size >= REMEMBERED && oldest !== undefined) remembered.delete(oldest);
  if (typeof token['exp'] === 'number') {
    remembered.set(cookie, { sessionId: token['sid'], expiresAtMs: token['exp'] * 1000 });
  }
  return token['sid'];
}

/** The session row behind the request's cookie, read once a request. */
export const currentSession = cache(async (): Promise<SignedIn | null> => {
  const cookie = (await cookies()).get(sessionCookie())?.value;
  if (!cookie) return null;
  const sessionId = await sessionIdIn(cookie);
  if (sessionId === null) return null;
  return loadSession(sessionId, clientIp((await headers()).get('x-forwarded-for')));
});
