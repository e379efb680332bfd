import type { NextAuthOptions } from 'next-auth';
import { decode, encode } from 'next-auth/jwt';
import Credentials from 'next-auth/providers/credentials';
import { cookies } from 'next/headers';
import { cache } from 'react';
import { signOut } from '@/lib/access/commands/sign-out';
import { type Caller, type CodeAwaited, signIn } from '@/lib/access/commands/sign-in';
import { signInInput } from '@/lib/access/schema';
import { loadSession, type SignedIn } from '@/lib/access/session';
import { SESSION_DAYS } from '@/lib/access/session-limits';
import { isId } from '@/lib/core/ids';
import { requestAddress, requestBrowser } from './caller';
import { realNow } from './clock';
import { env } from './env';

const DAY_SECONDS = 86_400;
const secure = () => env().APP_URL.startsWith('https://');
const cookieName = (name: string) => (secure() ? `__Host-${name}` : name);
const sessionCookie = () => cookieName('kassa-session');
const deviceCookie = () => cookieName('kassa-device');
const stepCookie = () => cookieName('kassa-sign-in');
const attributes = () => ({ httpOnly: true, sameSite: 'lax', path: '/', secure: secure() }) as const;

/** Who sends this request, for the commands of signing in. */
export async function caller(): Promise<Caller> {
  const jar = await cookies();
  const device = jar.get(deviceCookie())?.value ?? '';
  const session = jar.get(sessionCookie())?.value;
  return {
    address: await requestAddress(),
    userAgent: await requestBrowser(),
    now: realNow(),
    device: /^[\w-]{43}$/.test(device) ? device : null,
    sessionId: session === undefined ? null : await sessionIdIn(session),
  };
}

/** The browser keeps it: what it did is told apart from what strangers do. */
export async function keepDevice(token: string): Promise<void> {
  (await cookies()).set(deviceCookie(), token, { ...attributes(), maxAge: 365 * DAY_SECONDS });
}

/** Gives the browser the session that was opened for it: a cookie with the ids of person and session, and no more. */
export async function giveSession(opened: {
  readonly userId: string;
  readonly sessionId: string;
  readonly device: string;
}): Promise<void> {
  const maxAge = SESSION_DAYS * DAY_SECONDS;
  const token = { sub: opened.userId, sid: opened.sessionId };
  const jar = await cookies();
  jar.set(sessionCookie(), await encode({ token, secret: env().AUTH_SECRET, maxAge }), {
    ...attributes(),
    maxAge,
  });
  jar.delete({ name: stepCookie(), ...attributes() });
  await keepDevice(opened.device);
}

/** The browser forgets its session, which has ended. */
export async function takeSessionBack(): Promise<void> {
  (await cookies()).delete({ name: sessionCookie(), ...attributes() });
}

const STEP_SECONDS = 300;
// Another salt is another key: this cookie opens no session, and a session's is none of these.
const STEP_SALT = 'second step';

/** The password was right, the code is still to come: a cookie that says so for five minutes. */
export async function awaitCode({ userId, proof }: CodeAwaited): Promise<void> {
  const token = { sub: userId, proof };
  const value = await encode({ token, secret: env().AUTH_SECRET, maxAge: STEP_SECONDS, salt: STEP_SALT });
  (await cookies()).set(stepCookie(), value, { ...attributes(), maxAge: STEP_SECONDS });
}

/** Whose code is awaited; null: nobody's. */
export async function codeAwaited(): Promise<CodeAwaited | null> {
  const value = (await cookies()).get(stepCookie())?.value;
  if (!value) return null;
  const token = await decode({ token: value, secret: env().AUTH_SECRET, salt: STEP_SALT }).catch(() => null);
  const proof = token?.['proof'];
  if (typeof token?.sub !== 'string' || !isId(token.sub) || typeof proof !== 'string') return null;
  return { userId: token.sub, proof };
}

/**
 * next-auth: credentials, a JWT that carries the ids of the person and of the session row, nothing else. `slowed` is
 * told when the guesses are used up.
 */
export function authOptions(slowed: () => void): NextAuthOptions {
  return {
    secret: env().AUTH_SECRET,
    useSecureCookies: secure(),
    session: { strategy: 'jwt', maxAge: SESSION_DAYS * DAY_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    cookies: { sessionToken: { name: sessionCookie(), options: attributes() } },
    providers: [
      Credentials({
        credentials: { email: {}, password: {}, code: {} },
        async authorize(credentials) {
          const input = signInInput.safeParse(credentials);
          if (!input.success) return null;
          const result = await signIn(input.data, await caller());
          if (!result.ok && result.code === 'SLOWED') slowed();
          if (!result.ok || result.value.kind !== 'OPEN') return null;
          await keepDevice(result.value.device);
          return { id: result.value.userId, sid: result.value.sessionId };
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
        if (typeof token.sid === 'string') await signOut(token.sid, realNow(), await requestAddress());
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
export async function sessionIdIn(cookie: string): Promise<string | null> {
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
  return loadSession(sessionId, await requestAddress());
});
