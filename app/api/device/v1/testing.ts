import { createHash, randomBytes } from 'node:crypto';
import { beforeEach, expect } from 'vitest';
import { z } from 'zod';
import { buyKit } from '@/lib/installations/commands/buy-kit';
import { installModules } from '@/lib/installations/commands/install';
import { useDatabase as ownDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain, TEST_NOW } from '@/lib/testing/factories';
import { POST as applied } from './applied/route';
import { GET as config } from './config/route';

export const ADDRESS = 'http://127.0.0.1:3000/api/device/v1';

/** The code and the status of an answer that is a problem by RFC 9457. */
export async function problemOf(answer: Promise<Response>): Promise<[number, string]> {
  const response = await answer;
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  const body = z
    .object({
      type: z.string(),
      title: z.string(),
      detail: z.string(),
      status: z.number(),
      code: z.string(),
    })
    .parse(await response.json());
  expect(body.status).toBe(response.status);
  return [response.status, body.code];
}

/** A terminal with a token, one for each test, and what it and its owner do. Call at the top of a test file. */
export function useDevice() {
  const database = ownDatabase();
  let chain: Chain;
  let token: string;
  let terminalId: string;

  beforeEach(async () => {
    chain = await createChain(database(), 1_000_000);
    [terminalId] = chain.terminalIds;
    token = randomBytes(32).toString('base64url');
    const deviceTokenHash = createHash('sha256').update(token).digest('hex');
    await database().terminal.update({ where: { id: terminalId }, data: { deviceTokenHash } });
  });

  const owner = (now = TEST_NOW) => contextOf(database(), chain, 'OWNER', now);
  const bearer = (value = token) => ({ authorization: `Bearer ${value}` });
  const post = (path: string, body: unknown, headers: Record<string, string> = bearer()) =>
    new Request(`${ADDRESS}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const pull = (etag?: string) =>
    config(
      new Request(`${ADDRESS}/config`, { headers: { ...bearer(), ...(etag && { 'if-none-match': etag }) } }),
    );
  const report = (modules: object[]) => applied(post('applied', { etag: '"1"', modules }));

  const install = (moduleSlug: string, now = TEST_NOW) =>
    installModules(owner(now), { terminalIds: [terminalId], moduleSlugs: [moduleSlug], complete: true });

  async function withMail(): Promise<void> {
    await buyKit(owner(), {
      terminalId,
      kitSlug: 'smart-terminal-plus',
      period: 'M1',
      expectedTotal: 99_000,
    });
    await install('email-receipts');
  }

  async function states(): Promise<Record<string, string>> {
    const rows = await database().installation.findMany({ where: { terminalId } });
    return Object.fromEntries(rows.map((row) => [row.moduleSlug, row.state]));
  }

  return {
    now: () => ({ chain, token, terminalId }),
    ...{ database, owner, bearer, post, pull, report, install, withMail, states },
  };
}
