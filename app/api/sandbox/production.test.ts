import { beforeAll, expect, it, vi } from 'vitest';
import { POST as clock } from './clock/route';
import { POST as evotor } from './evotor/route';
import { GET as log } from './operators/[slug]/log/route';
import { POST as operator } from './operators/[slug]/route';
import { POST as shipping } from './operators/[slug]/shipping/route';
import { POST as payments } from './payments/route';
import SandboxLayout from '@/app/(sandbox)/layout';
import { GET as tillWorker } from '@/app/(sandbox)/till/worker.js/route';

beforeAll(() => {
  vi.stubEnv('KASSA_MODE', 'production');
  vi.stubEnv('DATABASE_URL', 'postgresql://nobody@127.0.0.1:1/nothing');
  vi.stubEnv('APP_URL', 'https://kassa.example');
  vi.stubEnv('AUTH_SECRET', 'a secret for tests only, 32 bytes or longer');
});

const params = Promise.resolve({ slug: 'mts' });
const request = (body: unknown) =>
  new Request('https://kassa.example/api/sandbox/x', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

it.each([
  ['the clock', () => clock(request({ advance: 'P1D' }))],
  ['a fault of an operator', () => operator(request({ mode: 'down' }), { params })],
  ['the post of an operator', () => shipping(request({ delivery: 'split' }), { params })],
  ['the log of an operator', () => log(request({}), { params })],
  ['the worker of the virtual till', () => Promise.resolve(tillWorker())],
  ['a fault of the cloud of terminals', () => evotor(request({ mode: 'down' }))],
  ['the next payment', () => payments(request({ next: 'succeed' }))],
])('%s does not exist in production', async (_name, ask) => {
  const response = await ask();
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ code: 'NOT_FOUND' });
});

it('the pages beside the cabinet, the virtual till among them, do not exist in production', () => {
  expect(() => SandboxLayout({ children: null })).toThrow(/404/);
});
