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

/** Zones of the country from west to east, as the database of zones calls them. */
export const storeZones = [
  'Europe/Kaliningrad',
  'Europe/Moscow',
  'Europe/Samara',
  'Asia/Yekaterinburg',
  'Asia/Omsk',
  'Asia/Krasnoyarsk',
  'Asia/Irkutsk',
  'Asia/Yakutsk',
  'Asia/Vladivostok',
  'Asia/Magadan',
  'Asia/Kamchatka',
] as const;

export const createStoreInput = z.object({
  /** made when the form opened: the same twice is one store */
  requestId: idSchema,
  name: z.string().trim().min(1, 'Введите название магазина').max(100, 'Не больше 100 знаков'),
  address: z.string().trim().min(1, 'Введите адрес магазина').max(300, 'Не больше 300 знаков'),
  timeZone: z.enum(storeZones, 'Выберите часовой пояс'),
});
export type CreateStoreInput = z.output<typeof createStoreInput>;
