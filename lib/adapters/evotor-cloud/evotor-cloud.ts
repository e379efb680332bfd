import { z } from 'zod';
import { type AnswerHeaders, exchange, isSuccess, withoutSlash } from '@/lib/adapters/http';
import type { CloudAnswer, CloudDevice, CloudStore, TerminalCloud } from '@/lib/terminals/cloud/cloud.port';
import { isImei } from '@/lib/terminals/imei.rule';

const MEDIA_TYPE = 'application/vnd.evotor.v2+json';
const MAX_TEXT = 200;
const DEFAULT_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 3_600_000;
/** Larger than any number of seconds to wait: a moment since 1970. */
const A_MOMENT = 1_000_000_000;

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const CONTROL = new RegExp(`[${String.fromCharCode(0)}-${String.fromCharCode(31)}]+`, 'g');

/** Without control characters and halves of signs, which the database does not keep. */
const plain = (value: string): string =>
  [
    ...value
      .replace(CONTROL, ' ')
      .replace(/\p{Cs}/gu, '')
      .trim(),
  ]
    .slice(0, MAX_TEXT)
    .join('');

/** What is left out, null or not of its type is not known; new fields may come at any time. */
const text = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' ? plain(value) || null : null));

/** `2018-04-17T10:11:49.393+0000`: an offset without a colon, which the grammar of dates of JavaScript lacks. */
export function momentOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const at = new Date(value.trim().replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

const moment = z.unknown().optional().transform(momentOf);

const MODELS: Readonly<Record<string, string>> = {
  '10': 'Эвотор 10',
  '7_2': 'Эвотор 7.2',
  '7_2_ATOL': 'Эвотор 7.2 АТОЛ',
  '7_3': 'Эвотор 7.3',
  '5': 'Эвотор 5',
  '5_I': 'Эвотор 5i',
  POWER: 'Эвотор POWER',
};

const storeSchema = z
  .object({ id: z.string().regex(ID), name: text, address: text, updated_at: moment })
  .transform(({ id, name, address, updated_at }): CloudStore => ({
    id,
    name: name ?? '',
    address,
    updatedAt: updated_at,
  }));

const deviceSchema = z
  .object({
    id: z.string().regex(ID),
    name: text,
    store_id: text,
    serial_number: text,
    imei: text,
    device_model: z.union([z.string(), z.number()]).transform(String).nullish().catch(null),
    timezone_offset: z.number().nullish().catch(null),
    updated_at: moment,
  })
  .transform((device): CloudDevice => ({
    id: device.id,
    name: device.name ?? '',
    storeId: device.store_id !== null && ID.test(device.store_id) ? device.store_id : null,
    serialNumber: device.serial_number,
    imei: device.imei !== null && isImei(device.imei) ? device.imei : null,
    model: MODELS[device.device_model ?? ''] ?? null,
    offsetMinutes: device.timezone_offset == null ? null : Math.round(device.timezone_offset / 60_000),
    updatedAt: device.updated_at,
  }));

const pagingSchema = z.object({
  next_cursor: z
    .string()
    .regex(/^[\x21-\x7e]{1,2000}$/)
    .nullish(),
});

const seconds = (header: string | null): number | null => {
  const value = Number(header ?? '');
  return header === null || header.trim() === '' || !Number.isFinite(value) || value < 0 ? null : value;
};

/** How long the cloud wants to be left alone: `X-RateLimit-Reset` in seconds, or a moment in seconds since 1970. */
function pauseOf(headers: AnswerHeaders): number {
  const reset = seconds(headers.get('x-ratelimit-reset'));
  const wait =
    reset === null
      ? (seconds(headers.get('retry-after')) ?? DEFAULT_PAUSE_MS / 1000)
      : reset >= A_MOMENT
        ? reset - Date.now() / 1000
        : reset;
  return Math.min(LONGEST_PAUSE_MS, Math.max(1_000, Math.ceil(wait * 1000)));
}

const REFUSALS: Readonly<Record<number, 'TOKEN_REFUSED' | 'NOT_PAID' | 'NO_RIGHTS'>> = {
  401: 'TOKEN_REFUSED',
  402: 'NOT_PAID',
  403: 'NO_RIGHTS',
  405: 'NO_RIGHTS',
};

const unreadable = (detail: string) => ({ kind: 'unreadable', detail }) as const;

/**
 * The REST API of the Evotor cloud, version 2. An empty `paging` says that a page is the last one; a page without
 * `paging` says nothing, so it is not taken for the last: half a list would make the rest look gone.
 */
export function evotorCloud(config: { baseUrl: string; timeoutMs?: number }): TerminalCloud {
  const { timeoutMs = 15_000 } = config;
  const root = withoutSlash(config.baseUrl);

  async function page<T>(
    path: string,
    item: z.ZodType<T>,
    token: string,
    cursor: string | null,
  ): Promise<CloudAnswer<T>> {
    const query = cursor === null ? '' : `?${new URLSearchParams({ cursor }).toString()}`;
    const answer = await exchange(`${root}${path}${query}`, {
      method: 'GET',
      timeoutMs,
      headers: { Authorization: `Bearer ${token}`, Accept: MEDIA_TYPE, 'Content-Type': MEDIA_TYPE },
    });
    if (!answer.reached) return { kind: 'unavailable', detail: answer.detail };
    const { status, headers, body } = answer;
    if (status === 429) return { kind: 'busy', pauseMs: pauseOf(headers) };
    const code = REFUSALS[status];
    if (code) return { kind: 'refused', code };
    if (!isSuccess(status)) return { kind: 'unavailable', detail: `HTTP ${String(status)}` };
    const { items, paging } =
      z.object({ items: z.unknown().optional(), paging: z.unknown().optional() }).safeParse(body).data ?? {};
    if (!Array.isArray(items)) return unreadable('нет списка items');
    const next = pagingSchema.safeParse(paging);
    if (!next.success) return unreadable('нет сведений о следующей странице');
    const read = z.array(item).safeParse(items);
    if (!read.success) return unreadable('запись без правильного id');
    const isSpent = seconds(headers.get('x-ratelimit-remaining')) === 0;
    return {
      kind: 'page',
      items: read.data,
      next: next.data.next_cursor ?? null,
      pauseMs: isSpent ? pauseOf(headers) : 0,
    };
  }

  return {
    stores: (token, cursor) => page('/stores', storeSchema, token, cursor),
    devices: (token, cursor) => page('/devices', deviceSchema, token, cursor),
  };
}
