import { createHash, randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { receiptResult } from '@/lib/receipts/device.schema';
import { useDatabase as ownDatabase } from '@/lib/testing/database';
import { type Chain, createChain } from '@/lib/testing/factories';
import { aReceipt } from '@/lib/testing/receipts';
import { GET, POST } from './receipts/route';

const database = ownDatabase();
let chain: Chain;
let token: string;

beforeEach(async () => {
  chain = await createChain(database());
  token = randomBytes(32).toString('base64url');
  const deviceTokenHash = createHash('sha256').update(token).digest('hex');
  await database().terminal.update({ where: { id: chain.terminalIds[0] }, data: { deviceTokenHash } });
});

const post = (body: unknown, authorization = `Bearer ${token}`) =>
  POST(
    new Request('http://127.0.0.1:3000/api/device/v1/receipts', {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );
const answered = z.object({ results: z.array(receiptResult) });
const count = () => database().receipt.count({ where: { organizationId: chain.organizationId } });

describe('POST /receipts', () => {
  it('answers with a result for each, in the order of the request', async () => {
    const first = aReceipt();
    const response = await post({
      receipts: [first, { nothing: 1 }, first, aReceipt({ total: -1 })],
      more: 1,
    });
    expect(response.status).toBe(200);
    const { results } = answered.parse(await response.json());
    expect(results.map(({ result, reason }) => [result, reason])).toEqual([
      ['accepted', null],
      ['rejected', 'INVALID'],
      ['duplicate', null],
      ['rejected', 'NEGATIVE_SUM'],
    ]);
    expect(await count()).toBe(1);
  });

  it('one receipt with a NUL does not keep the others back', async () => {
    const items = [{ name: 'Хлеб\0', quantity: 1, price: 12_990, sum: 12_990 }];
    const { results } = answered.parse(
      await (await post({ receipts: [aReceipt({ items }), aReceipt()] })).json(),
    );
    expect(results.map(({ result }) => result)).toEqual(['accepted', 'accepted']);
  });

  it.each<[string, unknown, number, string]>([
    ['501 receipts', { receipts: Array.from({ length: 501 }, () => ({})) }, 422, 'VALIDATION'],
    ['no list', { receipt: {} }, 422, 'VALIDATION'],
    ['not JSON', '{', 400, 'NOT_JSON'],
    ['more than 1 MB', { receipts: [], padding: 'я'.repeat(600_000) }, 413, 'BODY_TOO_LARGE'],
  ])('refuses %s', async (_, body, status, code) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ status, code });
    expect(await count()).toBe(0);
  });

  it('refuses an unknown token and other methods', async () => {
    expect((await post({ receipts: [aReceipt()] }, 'Bearer 0123456789abcdefghij')).status).toBe(401);
    expect(GET().status).toBe(405);
    expect(await count()).toBe(0);
  });
});
