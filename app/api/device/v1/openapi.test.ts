import { readdirSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { GET } from './openapi.json/route';
import { operations } from './operations';

const UNDESCRIBED = ['openapi.json', '[...path]'];
const HERE = 'app/api/device/v1';

const described = z.object({
  openapi: z.string(),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        security: z.array(z.unknown()).optional(),
        requestBody: z
          .object({ content: z.object({ 'application/json': z.object({ schema: z.looseObject({}) }) }) })
          .optional(),
        responses: z.record(z.string(), z.unknown()),
      }),
    ),
  ),
});
const asked = async () => (await GET().json()) as Record<string, unknown>;

describe('the OpenAPI document of the Device API', () => {
  it('is a valid document of version 3.1', async () => {
    const { valid, errors } = await new Validator().validate(await asked());
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(described.parse(await asked()).openapi).toBe('3.1.0');
  });

  it('has every route, with its method and nothing else', async () => {
    const routes = readdirSync(HERE, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('route.ts'))
      .map((file) => file.replaceAll('\\', '/').slice(0, -'/route.ts'.length))
      .filter((path) => !UNDESCRIBED.includes(path))
      .map((path) => `/${path}`);
    const { paths } = described.parse(await asked());
    expect(Object.keys(paths).sort()).toEqual(routes.sort());
    for (const { method, path } of operations) {
      const route = (await import(`./${path.slice(1)}/route.ts`)) as Record<string, () => Response>;
      const other = method === 'get' ? 'POST' : 'GET';
      expect(Object.keys(paths[path] ?? {})).toEqual([method]);
      expect(route[method.toUpperCase()]).toBeTypeOf('function');
      expect(route[other]?.().status).toBe(405);
    }
  });

  it('says what a body needs and how it is refused', async () => {
    const { paths } = described.parse(await asked());
    const pair = paths['/pair']?.['post'];
    expect(pair?.security).toEqual([]);
    expect(pair?.requestBody?.content['application/json'].schema).toMatchObject({
      type: 'object',
      required: ['code', 'serialNumber', 'model'],
      properties: { serialNumber: { pattern: '^\\d{14}$' } },
    });
    expect(pair?.requestBody?.content['application/json'].schema).not.toHaveProperty('additionalProperties');
    expect(Object.keys(pair?.responses ?? {})).toEqual([
      '201',
      '400',
      '404',
      '409',
      '413',
      '415',
      '422',
      '429',
    ]);
    expect(Object.keys(paths['/config']?.['get']?.responses ?? {})).toEqual(['200', '304', '401', '429']);
    expect(paths['/heartbeat']?.['post']?.security).toBeUndefined();
  });
});
