import { beforeEach, expect, it, vi } from 'vitest';

const SECRET = 'a secret for tests only, 32 bytes or longer';

/** The module as a process with this secret has it: settings are read once. */
async function withSecret(secret: string) {
  vi.resetModules();
  vi.stubEnv('AUTH_SECRET', secret);
  return import('./sealed');
}

beforeEach(() => {
  vi.stubEnv('DATABASE_URL', 'postgresql://nobody@127.0.0.1:1/nothing');
  vi.stubEnv('APP_URL', 'https://kassa.example');
});

it('what is sealed opens again, and nothing of it can be read', async () => {
  const { seal, unseal } = await withSecret(SECRET);
  const token = '8865b81a-9279-46ab-b2d9-878a1fa1a615';
  const sealed = seal(token, 'cloud-token', 'one');
  expect(unseal(sealed, 'cloud-token', 'one')).toBe(token);
  expect(sealed).not.toContain('8865');
  expect(Buffer.from(sealed.slice(3), 'base64url').toString('latin1')).not.toContain('8865');
  expect(seal(token, 'cloud-token', 'one')).not.toBe(sealed);
});

it('it opens for its own purpose and owner, unchanged, and under the same secret only', async () => {
  const { seal, unseal } = await withSecret(SECRET);
  const sealed = seal('token', 'cloud-token', 'one');
  const bytes = Buffer.from(sealed.slice(3), 'base64url');
  const changed = bytes.map((byte, at) => (at === 12 ? byte ^ 1 : byte));
  expect(unseal(sealed, 'cloud-token', 'two')).toBeNull();
  expect(unseal(sealed, 'other', 'one')).toBeNull();
  expect(unseal(`v1.${Buffer.from(changed).toString('base64url')}`, 'cloud-token', 'one')).toBeNull();
  expect(unseal(`v1.${bytes.subarray(0, -1).toString('base64url')}`, 'cloud-token', 'one')).toBeNull();
  for (const broken of ['', 'v1', 'v1.', 'v2.abcd', 'token']) {
    expect(unseal(broken, 'cloud-token', 'one')).toBeNull();
  }
  const later = await withSecret(`${SECRET}, another one`);
  expect(later.unseal(sealed, 'cloud-token', 'one')).toBeNull();
});
