import { z } from 'zod';

/** `POST /api/device/v1/applied`; unknown fields are ignored. */
export const appliedReport = z.object({
  etag: z.string().max(100),
  modules: z
    .array(
      z.object({
        slug: z.string().max(60),
        state: z.enum(['INSTALLED', 'REMOVED', 'FAILED']),
        version: z.string().max(30).nullish(),
        error: z.string().max(300).nullish(),
      }),
    )
    .max(100),
});
export type AppliedReport = z.output<typeof appliedReport>;

export const appliedAnswer = z.object({ ok: z.literal(true) });
