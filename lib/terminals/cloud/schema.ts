import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';

export const connectInput = z.object({
  /** made when the form opened: the same twice is one reading */
  requestId: idSchema,
  token: z
    .string()
    .trim()
    .min(1, 'Вставьте токен')
    .max(512, 'Токен не длиннее 512 знаков')
    .regex(/^[\x21-\x7e]*$/, 'В токене только латинские буквы, цифры и знаки, без пробелов')
    .refine((token) => token.length === 0 || token.length >= 8, 'Токен не короче 8 знаков'),
});
export type ConnectInput = z.output<typeof connectInput>;

export const disconnectInput = z.object({});

export const readingInput = z.object({ requestId: idSchema });
export type ReadingInput = z.output<typeof readingInput>;

const key = z.string().max(64);

export const importInput = z.object({
  readingId: idSchema,
  /** what becomes of each store that is in the cloud only; one that is not named is left out */
  stores: z.array(z.object({ key, into: z.union([z.enum(['NEW', 'SKIP']), idSchema]) })).max(10_000),
  /** lines that are left as they are, `stores:` or `terminals:` with the key */
  without: z.array(z.string().max(80)).max(50_000),
});
export type ImportInput = z.output<typeof importInput>;
