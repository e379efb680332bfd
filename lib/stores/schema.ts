import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { readTime, type StoreHours } from './hours.rule';

const time = z
  .string()
  .refine((text) => readTime(text) !== null, 'Введите время, например 09:00')
  .transform((text) => readTime(text) ?? 0);

const hoursFields = {
  kind: z.enum(['UNKNOWN', 'ALWAYS', 'DAILY']),
  opens: z.string().max(5),
  closes: z.string().max(5),
};

/** Hours as a form has them; each wrong time is said at its field. */
function readHours<T extends z.output<z.ZodObject<typeof hoursFields>>>(
  { kind, opens, closes, ...rest }: T,
  ctx: z.RefinementCtx,
): Omit<T, keyof typeof hoursFields> & { readonly hours: StoreHours | null } {
  if (kind === 'UNKNOWN') return { ...rest, hours: null };
  if (kind === 'ALWAYS') return { ...rest, hours: { opensAt: 0, closesAt: 0 } };
  const read = (name: 'opens' | 'closes', text: string): number => {
    const parsed = time.safeParse(text);
    if (parsed.success) return parsed.data;
    for (const { message } of parsed.error.issues) ctx.addIssue({ code: 'custom', path: [name], message });
    return 0;
  };
  return { ...rest, hours: { opensAt: read('opens', opens), closesAt: read('closes', closes) } };
}

export const setHoursInput = z.object({ storeId: idSchema, ...hoursFields }).transform(readHours);
export type SetHoursInput = z.output<typeof setHoursInput>;

const knownZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('ru', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

const storeFields = {
  name: z.string().trim().min(1, 'Введите название магазина').max(100, 'Не больше 100 знаков'),
  address: z.string().trim().min(1, 'Введите адрес').max(300, 'Не больше 300 знаков'),
  timeZone: z.string().max(60).refine(knownZone, 'Выберите часовой пояс'),
};

export const createStoreInput = z
  .object({
    /** made when the form opened: the same twice is one store */
    requestId: idSchema,
    ...storeFields,
    ...hoursFields,
  })
  .transform(readHours);
export type CreateStoreInput = z.output<typeof createStoreInput>;

export const editStoreInput = z.object({
  storeId: idSchema,
  /** what the person saw when the form opened */
  seen: z.string().max(2_000),
  ...storeFields,
});
export type EditStoreInput = z.output<typeof editStoreInput>;

export const storeInput = z.object({ storeId: idSchema });
export type StoreInput = z.output<typeof storeInput>;
