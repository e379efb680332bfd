import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { readTime } from './hours.rule';

const time = z
  .string()
  .refine((text) => readTime(text) !== null, 'Введите время, например 09:00')
  .transform((text) => readTime(text) ?? 0);

export const setHoursInput = z
  .object({
    storeId: idSchema,
    kind: z.enum(['UNKNOWN', 'ALWAYS', 'DAILY']),
    opens: z.string().max(5),
    closes: z.string().max(5),
  })
  .transform((input, ctx) => {
    const { storeId, kind } = input;
    if (kind === 'UNKNOWN') return { storeId, hours: null };
    if (kind === 'ALWAYS') return { storeId, hours: { opensAt: 0, closesAt: 0 } };
    const read = (name: 'opens' | 'closes'): number => {
      const parsed = time.safeParse(input[name]);
      if (parsed.success) return parsed.data;
      for (const { message } of parsed.error.issues) ctx.addIssue({ code: 'custom', path: [name], message });
      return 0;
    };
    return { storeId, hours: { opensAt: read('opens'), closesAt: read('closes') } };
  });
export type SetHoursInput = z.output<typeof setHoursInput>;
