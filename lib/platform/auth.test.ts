import { createHmac, randomUUID } from 'node:crypto';
import { encode } from 'next-auth/jwt';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { sessionIdIn } from './auth';

const SECRET = 'a secret for tests only, 32 bytes or longer';
const sid = randomUUID();
const own = { token: { sub: randomUUID(), sid }, secret: SECRET, maxAge: 60 };

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const claims = { sub: randomUUID(), sid, exp: Math.floor(Date.now() / 1000) + 60 };
const signed = (header: object): string => {
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${createHmac('sha256', SECRET).update(text).digest('base64url')}`;
};

beforeAll(() => {
  vi.stubEnv('DATABASE_URL', 'postgresql://127.0.0.1:9/none');
  vi.stubEnv('APP_URL', 'http://127.0.0.1:3000');
  vi.stubEnv('AUTH_SECRET', SECRET);
});

describe('the cookie of a session', () => {
  it('names its session, time after time', async () => {
    const cookie = await encode(own);
    expect(await sessionIdIn(cookie)).toBe(sid);
    expect(await sessionIdIn(cookie)).toBe(sid);
  });

  it.each<[string, () => string | Promise<string>]>([
    ['without a signature', () => `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`],
    ['signed in place of sealed', () => signed({ alg: 'HS256', typ: 'JWT' })],
    ['that says it is sealed', () => signed({ alg: 'dir', enc: 'A256GCM' })],
    ['under another secret', () => encode({ ...own, secret: 'another secret, also 32 bytes or longer' })],
    ['of another purpose', () => encode({ ...own, salt: 'second step' })],
    ['that has expired', () => encode({ ...own, maxAge: -60 })],
    [
      'with one sign changed',
      async () => {
        const [head = '', key = '', nonce = '', body = '', tag = ''] = (await encode(own)).split('.');
        const other = body.startsWith('A') ? 'B' : 'A';
        return [head, key, nonce, other + body.slice(1), tag].join('.');
      },
    ],
    ['without a session', () => encode({ ...own, token: { sub: 'x' } })],
    ['whose session is no id', () => encode({ ...own, token: { sid: "' OR 1=1" } })],
    ['that is junk', () => 'junk'],
    ['that is empty', () => ''],
    ['that is very long', () => 'x'.repeat(100_000)],
  ])('%s opens nothing', async (_, forge) => {
    expect(await sessionIdIn(await forge())).toBeNull();
  });
});
