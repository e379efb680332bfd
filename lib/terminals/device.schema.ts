import { z } from 'zod';

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** `POST /api/device/v1/heartbeat`; unknown fields are ignored, what a terminal does not know may be absent. */
export const heartbeatInput = z.object({
  posVersion: z.string().trim().max(40).nullish(),
  ofdMode: z.enum(['ONLINE', 'AUTONOMOUS']),
  paper: z.enum(['OK', 'LOW', 'OUT']),
  battery: z.number().min(0).max(100).nullish(),
  network: z.string().max(60).nullish(),
  pendingReceipts: z.number().int().min(0).max(1_000_000).default(0),
  oldestPendingAt: moment.nullish(),
  installed: z
    .array(z.object({ slug: z.string().max(60), version: z.string().max(30).nullish() }))
    .max(200)
    .nullish(),
});
export type HeartbeatInput = z.output<typeof heartbeatInput>;
