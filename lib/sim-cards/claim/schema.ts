import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';

const place = {
  /** made by the screen for one adding; a repeat is the same request */
  requestId: idSchema,
  /** '': no store */
  storeId: z.union([idSchema, z.literal('')]),
};

export const claimCardInput = z.object({
  ...place,
  number: z.string().trim().min(1, 'Введите номер карты').max(100, 'Это слишком длинно для номера карты'),
  /** '': bound to no terminal */
  terminalId: z.union([idSchema, z.literal('')]),
});
export type ClaimCardInput = z.output<typeof claimCardInput>;

export const claimListInput = z.object({
  ...place,
  text: z
    .string()
    .trim()
    .min(1, 'Вставьте номера карт, по одному в строке')
    .max(50_000, 'Список слишком длинный, разделите его'),
});
export type ClaimListInput = z.output<typeof claimListInput>;
