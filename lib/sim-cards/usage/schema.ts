import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';

const LIMIT_MAX_MB = 1_000_000;

const limit = z
  .string()
  .trim()
  .regex(/^\d{1,7}$/, 'Введите число мегабайт')
  .transform(Number)
  .pipe(z.int().min(1, 'Не меньше 1 МБ').max(LIMIT_MAX_MB, 'Не больше 1 000 000 МБ'));

const cardLimits = ['ORGANIZATION', 'OWN', 'NONE'] as const;

/** A number is read only where one is asked for. */
const read = (input: { limit: string }, ctx: z.RefinementCtx): number => {
  const parsed = limit.safeParse(input.limit);
  if (parsed.success) return parsed.data;
  for (const { message } of parsed.error.issues) ctx.addIssue({ code: 'custom', path: ['limit'], message });
  return z.NEVER;
};

export const setCardLimitInput = z
  .object({ simCardId: idSchema, kind: z.enum(cardLimits), limit: z.string().max(20) })
  .transform((input, ctx) => ({
    simCardId: input.simCardId,
    /** null: as the organization says, 0: none */
    limitMb: input.kind === 'OWN' ? read(input, ctx) : input.kind === 'NONE' ? 0 : null,
  }));
export type SetCardLimitInput = z.output<typeof setCardLimitInput>;

export const setLimitPolicyInput = z
  .object({ limited: z.boolean(), limit: z.string().max(20), whenOver: z.enum(['WARN', 'SUSPEND']) })
  .transform((input, ctx) => ({
    dataLimitMb: input.limited ? read(input, ctx) : null,
    whenOver: input.whenOver,
  }));
export type SetLimitPolicyInput = z.output<typeof setLimitPolicyInput>;

export const refreshUsageInput = z.object({ simCardId: idSchema });

/** The month of the address, its first day; null: not a month. */
export const monthParam = (value: string | undefined): string | null =>
  value !== undefined && /^\d{4}-(0[1-9]|1[0-2])$/.test(value) ? `${value}-01` : null;
