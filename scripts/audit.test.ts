import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const BULK = '/-/npm/v1/security/advisories/bulk';
let server: Server | undefined;
let cache: string;

beforeEach(() => {
  cache = mkdtempSync(path.join(tmpdir(), 'kassa-audit-'));
});
afterEach(async () => {
  await new Promise((done) => (server ? server.close(done) : done(null)));
  server = undefined;
  rmSync(cache, { recursive: true, force: true });
});

async function registry(answer: RequestListener): Promise<string> {
  const listening = createServer(answer);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}/`;
}

/** A registry that knows of one advisory, for every version of a package that the product stands on. */
const knowing = (severity?: string) =>
  registry((request, response) => {
    const advisory = {
      id: 1,
      url: 'https://advisories.example/KASSA-1',
      title: 'Проба предупреждения',
      severity,
      vulnerable_versions: '*',
      cwe: [],
      cvss: { score: 0, vectorString: null },
    };
    const isAsked = request.method === 'POST' && request.url === BULK;
    response.statusCode = isAsked ? 200 : 404;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(isAsked && severity ? { otpauth: [advisory] } : {}));
  });

const audit = (registryUrl: string) =>
  new Promise<{ code: number | null; said: string }>((resolve, reject) => {
    const run = spawn(process.execPath, ['scripts/audit.mjs'], {
      env: {
        ...process.env,
        npm_config_registry: registryUrl,
        npm_config_cache: cache,
        npm_config_fetch_retries: '0',
        npm_config_fetch_timeout: '5000',
      },
    });
    let said = '';
    run.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    run.once('error', reject);
    run.once('close', (code) => resolve({ code, said }));
  });

describe('npm run audit:packages', () => {
  it.each([
    ['critical', 1, 'критических 1'],
    ['high', 1, 'высоких 1'],
    ['moderate', 0, 'средних 1'],
  ])(
    'a %s advisory is named, and ends with %i',
    async (severity, code, counted) => {
      const { said, ...result } = await audit(await knowing(severity));
      expect(said).toContain('Проба предупреждения https://advisories.example/KASSA-1');
      expect(said).toContain(counted);
      expect(result).toEqual({ code });
    },
    60_000,
  );

  it('nothing known is said in figures, and is well', async () => {
    expect(await audit(await knowing())).toEqual({
      code: 0,
      said: 'npm audit: критических 0, высоких 0, средних 0, низких 0.\n',
    });
  }, 60_000);

  it.each<[string, () => Promise<string>]>([
    [
      'that answers 503',
      () =>
        registry((_, response) => {
          response.statusCode = 503;
          response.end();
        }),
    ],
    [
      'that answers with a page',
      () => registry((_, response) => void response.end('<html>вход в сеть</html>')),
    ],
    ['that hangs up', () => registry((request) => void request.socket.destroy())],
    ['that is not there', () => Promise.resolve('http://127.0.0.1:9/')],
  ])(
    'a registry %s is said not to have answered, and fails nothing',
    async (_, start) => {
      expect(await audit(await start())).toEqual({
        code: 0,
        said: 'npm audit не ответил: проверены только нижние границы версий (npm test).\n',
      });
    },
    60_000,
  );
});
