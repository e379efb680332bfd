import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { MOST_MOVED } from './filter.rule';

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

export const moveTerminalsInput = z.object({
  storeId: idSchema,
  terminals: z
    .array(z.object({ id: idSchema, fromStoreId: idSchema }))
    .min(1, 'Выберите хотя бы одну кассу')
    .max(MOST_MOVED, `За один раз — не больше ${String(MOST_MOVED)} касс`),
});
export type MoveTerminalsInput = z.output<typeof moveTerminalsInput>;

const sixteenOrNone = (text: string): boolean => text === '' || /^\d{16}$/.test(text);
const spaceless = (text: string) => text.replace(/[\s\u00a0-]/g, '');

export const changeDetailsInput = z.object({
  terminalId: idSchema,
  /** what the person saw when the form opened */
  seen: z.string().max(2_000),
  name: z.string().trim().min(1, 'Введите название кассы').max(100, 'Не больше 100 знаков'),
  kktRegNumber: z
    .string()
    .max(60)
    .transform(spaceless)
    .refine(sixteenOrNone, 'РНМ — 16 цифр, как в карточке регистрации'),
  fiscalDrive: z
    .string()
    .max(60)
    .transform(spaceless)
    .refine(sixteenOrNone, 'Номер ФН — 16 цифр, как на наклейке'),
  /** a day, or nothing */
  fiscalDriveExpiresOn: z.union([z.literal(''), z.iso.date('Введите день, например 31.01.2027')]),
});
export type ChangeDetailsInput = z.output<typeof changeDetailsInput>;

export const selectionInput = z.object({
  filter: z.record(z.string().max(20), z.string().max(300)),
});
export type SelectionInput = z.output<typeof selectionInput>;
