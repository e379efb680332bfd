import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';

export const pairingCodeInput = z.object({
  /** made when the form opened: the same twice is one code */
  requestId: idSchema,
  storeId: idSchema,
  name: z.string().trim().min(1, 'Введите название кассы').max(100, 'Не больше 100 знаков'),
});
export type PairingCodeInput = z.output<typeof pairingCodeInput>;

export const renewalCodeInput = z.object({ requestId: idSchema, terminalId: idSchema });
export type RenewalCodeInput = z.output<typeof renewalCodeInput>;

export const unpairInput = z.object({ terminalId: idSchema });
export type UnpairInput = z.output<typeof unpairInput>;
