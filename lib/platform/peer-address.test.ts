import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { clientAddress } from '@/lib/access/address.rule';
import { noteTheirAddress } from './peer-address';

it('the address of the connection stands behind what a client has sent', async () => {
  noteTheirAddress();
  noteTheirAddress();
  const server = createServer((request, response) => {
    response.end(String(request.headers['x-forwarded-for']));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const seen = async (headers: Record<string, string>) => (await fetch(url, { headers })).text();
  expect(await seen({})).toBe('127.0.0.1');
  const spoofed = await seen({ 'x-forwarded-for': '203.0.113.7' });
  expect(spoofed).toBe('203.0.113.7, 127.0.0.1');
  expect(clientAddress(spoofed, 0)).toBe('127.0.0.1');
  expect(clientAddress(spoofed, 1)).toBe('203.0.113.7');
  await new Promise((resolve) => server.close(resolve));
});
