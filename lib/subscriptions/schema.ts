import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';

/** The command itself refuses an unknown period, so that every caller gets the same PERIOD_INVALID. */
export const changePeriodInput = z.object({
  subscriptionIds: z.array(idSchema).min(1).max(1000),
  period: z.string().max(20),
});

export const changePeriodNowInput = z.object({ quoteId: idSchema });

export const stopInput = z.object({ subscriptionIds: z.array(idSchema).min(1).max(1000) });

export const resumeInput = z.object({ subscriptionId: idSchema });

export const renewNowInput = z.object({
  subscriptionId: idSchema,
  expectedPeriodIndex: z.number().int().min(0),
  expectedAmount: z.number().int().min(0),
});
