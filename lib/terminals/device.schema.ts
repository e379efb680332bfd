import { z } from 'zod';
import { luhn } from './imei.rule';

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const posVersion = z.string().trim().max(40).nullish();

/** `POST /api/device/v1/pair`; a code that can be none is refused like a wrong one. */
export const pairInput = z.object({
  code: z.string().max(100),
  serialNumber: z
    .string()
    .trim()
    .regex(/^\d{14}$/, 'Заводской номер — 14 цифр'),
  imei: z
    .string()
    .trim()
    .regex(/^\d{15}$/, 'IMEI — 15 цифр')
    .refine(luhn, 'IMEI с неверной контрольной цифрой')
    .nullish(),
  model: z.string().trim().min(1).max(100),
  posVersion,
});
export type PairInput = z.output<typeof pairInput>;

export const pairAnswer = z.object({
  terminalId: z.uuid(),
  deviceToken: z.string().meta({ description: 'Bearer token of every further request; told once' }),
});

/** `POST /api/device/v1/heartbeat`; unknown fields are ignored, what a terminal does not know may be absent. */
export const heartbeatInput = z.object({
  posVersion,
  ofdMode: z.enum(['ONLINE', 'AUTONOMOUS']),
  paper: z.enum(['OK', 'LOW', 'OUT']),
  battery: z.number().min(0).max(100).nullish(),
  network: z.string().max(60).nullish(),
  pendingReceipts: z.number().int().min(0).max(1_000_000).default(0),
  oldestPendingAt: moment.nullish(),
  now: moment
    .nullish()
    .meta({ description: 'What the clock of the terminal says; without it the header Date' }),
  installed: z
    .array(z.object({ slug: z.string().max(60), version: z.string().max(30).nullish() }))
    .max(200)
    .nullish(),
});
export type HeartbeatInput = z.output<typeof heartbeatInput>;

export const heartbeatAnswer = z.object({
  serverTime: z.iso.datetime(),
  configEtag: z.string().meta({ description: 'Tag of the configuration as GET /config has it now' }),
});
