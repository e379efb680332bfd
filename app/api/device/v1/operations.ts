import { z } from 'zod';
import { configAnswer } from '@/lib/devices/config.schema';
import { appliedAnswer, appliedReport } from '@/lib/installations/device.schema';
import { type ApiOperation, openApi, type Problems } from '@/lib/platform/openapi';
import { MOST_RECEIPTS, receiptResult, reportedReceipt } from '@/lib/receipts/device.schema';
import { heartbeatAnswer, heartbeatInput, pairAnswer, pairInput } from '@/lib/terminals/device.schema';

const token: Problems = { 401: ['DEVICE_TOKEN_INVALID'], 429: ['TOO_MANY_REQUESTS'] };
const body: Problems = {
  400: ['NOT_JSON'],
  413: ['BODY_TOO_LARGE'],
  415: ['NOT_JSON_TYPE'],
  422: ['VALIDATION'],
};

/** Every route of the Device API; the document and the test of the routes read them here. */
export const operations: readonly ApiOperation[] = [
  {
    method: 'post',
    path: '/pair',
    operationId: 'pair',
    summary: 'Exchanges a pairing code for the token of the terminal; an earlier token ends',
    open: true,
    body: pairInput,
    answers: { 201: { description: 'Connected', schema: pairAnswer } },
    problems: {
      ...body,
      404: ['PAIRING_CODE_INVALID'],
      409: ['TERMINAL_TAKEN', 'TERMINAL_OTHER'],
      429: ['RATE_LIMITED'],
    },
  },
  {
    method: 'post',
    path: '/heartbeat',
    operationId: 'heartbeat',
    summary: 'Says how the terminal is; about once a minute',
    body: heartbeatInput,
    headers: { Date: 'What the clock of the terminal says, where the body does not' },
    answers: { 200: { description: 'Written down', schema: heartbeatAnswer } },
    problems: { ...body, ...token },
  },
  {
    method: 'get',
    path: '/config',
    operationId: 'config',
    summary: 'What the terminal is to have and how it is to treat receipts',
    headers: { 'If-None-Match': 'Tag of the configuration that the terminal has' },
    answers: {
      200: { description: 'The configuration', schema: configAnswer, headers: { ETag: 'Its tag' } },
      304: { description: 'The terminal has it', headers: { ETag: 'Its tag' } },
    },
    problems: token,
  },
  {
    method: 'post',
    path: '/applied',
    operationId: 'applied',
    summary: 'Says what of a configuration has been applied; repeated and late reports change nothing',
    body: appliedReport,
    answers: { 200: { description: 'Taken', schema: appliedAnswer } },
    problems: { ...body, ...token },
  },
  {
    method: 'post',
    path: '/receipts',
    operationId: 'receipts',
    summary:
      'Reports receipts, up to 500 at once, in any order; each has a result of its own, repeated ones change nothing',
    body: z.object({ receipts: z.array(reportedReceipt).max(MOST_RECEIPTS) }),
    answers: {
      200: { description: 'A result for each', schema: z.object({ results: z.array(receiptResult) }) },
    },
    problems: { ...body, ...token },
  },
];

export const deviceApi = openApi({
  title: 'Кассовый кабинет: Device API',
  version: '1',
  description:
    'The API of a cash register. JSON in UTF-8 up to 1 MB, unknown fields are ignored, errors are problem details of RFC 9457 with a `code`. Each token has 240 requests a minute: `RateLimit-Policy` and `RateLimit` tell what is left, 429 comes with `Retry-After`.',
  server: '/api/device/v1',
  security: 'The token of the terminal, from POST /pair',
  operations,
});
