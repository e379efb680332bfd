import { afterEach, describe, expect, it, vi } from 'vitest';
import type { authOptions } from './auth';
import { secretSettings, strictTransport } from './env';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

describe('what follows from the address that people type', () => {
  it('https: HSTS of a year for all hosts below', () => {
    vi.stubEnv('APP_URL', 'https://cabinet.example.ru');
    expect(strictTransport()).toEqual({
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
    });
  });

  it('http, on the loopback: none', () => {
    vi.stubEnv('APP_URL', 'http://127.0.0.1:3000');
    expect(strictTransport()).toEqual({});
  });

  it.each([
    ['https://cabinet.example.ru', '__Host-kassa-session', true],
    ['http://127.0.0.1:3000', 'kassa-session', false],
  ])(
    '%s: the cookie %s, Secure %j, never for scripts, for the whole host only',
    async (url, name, secure) => {
      vi.resetModules();
      vi.stubEnv('APP_URL', url);
      vi.stubEnv('DATABASE_URL', 'postgresql://nobody@127.0.0.1:9/none');
      vi.stubEnv('AUTH_SECRET', 'a secret for tests only, 32 bytes or longer');
      const fresh = (await import('./auth')) as { authOptions: typeof authOptions };
      const cookie = fresh.authOptions(() => undefined).cookies?.sessionToken;
      expect(cookie?.name).toBe(name);
      expect(cookie?.options).toEqual({ httpOnly: true, sameSite: 'lax', path: '/', secure });
    },
  );
});

it('secrets of the process are known by their names', () => {
  vi.stubEnv('OPERATOR_MTS_KEY', 'key-of-the-operator');
  vi.stubEnv('AUTH_SECRET', 'secret-of-sessions-00000000000000');
  vi.stubEnv('SMTP_FROM', 'cheki@example.ru');
  expect(secretSettings()).toEqual(
    expect.arrayContaining(['key-of-the-operator', 'secret-of-sessions-00000000000000']),
  );
  expect(secretSettings()).not.toContain('cheki@example.ru');
});
