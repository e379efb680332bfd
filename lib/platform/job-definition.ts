import type { z } from 'zod';
import type { Context } from '@/lib/access/context';
import { idSchema } from '@/lib/core/ids';
import { jobActor, systemContext } from './job-context';
import { log } from './log';

export type Job = (payload: unknown) => Promise<void>;
export type Jobs = Readonly<Record<string, Job>>;

/**
 * A background task of one organization: checks the payload, makes the context, runs. A thrown error means
 * «try again later» (graphile-worker repeats with growing pauses), so `run` must bear repetition.
 */
export function job<S extends z.ZodObject>(
  schema: S,
  run: (ctx: Context, payload: z.output<S>) => Promise<unknown>,
): Job {
  return async (payload) => {
    const organizationId = idSchema.parse((payload as { organizationId?: unknown }).organizationId);
    const input = schema.parse(payload);
    const ctx = await systemContext(organizationId, jobActor);
    if (!ctx) {
      log.info('job for a missing organization dropped', { organizationId });
      return;
    }
    await run(ctx, input);
  };
}
