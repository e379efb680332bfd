import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { addressProblems, checkAddress } from './email-address.rule';
import { type OwnSetting, printModes } from './model';

const choice = {
  printMode: z.enum([...printModes, 'INHERIT'], 'Выберите, что касса делает с чеком'),
  addressFrom: z.enum(['INHERIT', 'NONE', 'OWN'], 'Выберите, какой адрес действует'),
  defaultEmail: z.string().max(1000),
};

const version = z.number().int().nonnegative();
const target = z.discriminatedUnion('scope', [
  z.object({ scope: z.literal('ORGANIZATION'), targetId: z.null() }),
  z.object({ scope: z.literal('STORE'), targetId: idSchema }),
  z.object({ scope: z.literal('TERMINAL'), targetId: idSchema }),
]);

function checkOwnAddress(
  { addressFrom, defaultEmail }: { readonly addressFrom: string; readonly defaultEmail: string },
  context: z.RefinementCtx,
): void {
  if (addressFrom !== 'OWN') return;
  const checked = checkAddress(defaultEmail);
  if (checked.ok) return;
  context.addIssue({ code: 'custom', path: ['defaultEmail'], message: addressProblems[checked.code] });
}

/** What a person chooses on the form; `INHERIT` and `NONE` come to `null` and an empty address. */
export const receiptSettingForm = z.object({ ...choice, version }).superRefine(checkOwnAddress);
export const setReceiptSettingInput = z.object({ ...choice, version, target }).superRefine(checkOwnAddress);
export const resetReceiptSettingInput = z.object({ target, version });

const change = z
  .object({
    printMode: z.enum([...printModes, 'INHERIT', 'KEEP'], 'Выберите, что касса делает с чеком'),
    addressFrom: z.enum(['INHERIT', 'NONE', 'OWN', 'KEEP'], 'Выберите, какой адрес действует'),
    defaultEmail: z.string().max(1000),
  })
  .superRefine(checkOwnAddress);

/** BELOW: everything narrower than the setting of the organization or of a store. */
const over = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('BELOW'), storeId: idSchema.nullable() }),
  z.object({
    kind: z.literal('TERMINALS'),
    terminalIds: z.array(idSchema).min(1, 'Выберите хотя бы одну кассу').max(500, 'Не больше 500 касс сразу'),
  }),
]);

export const receiptChangeForm = change;
export const previewChangeInput = z.object({ over, change });
/** `seen`: what the preview has shown for each, so that nothing else is done. */
export const applyChangeInput = z.object({
  over,
  change,
  seen: z
    .array(z.object({ id: idSchema, stamp: z.string().max(200) }))
    .min(1)
    .max(10_000),
});

/** The setting whose address is meant, its own or an inherited one. */
export const resendAddressLetterInput = z.object({ target });
export const addressLetterInput = z.object({ addressId: idSchema, letter: z.number().int().positive() });

export type ReceiptSettingForm = z.output<typeof receiptSettingForm>;
export type ReceiptChoice = Omit<ReceiptSettingForm, 'version'>;
export type SettingTargetInput = z.output<typeof target>;
export type SetReceiptSettingInput = z.output<typeof setReceiptSettingInput>;
export type ResetReceiptSettingInput = z.output<typeof resetReceiptSettingInput>;
export type ReceiptChangeForm = z.output<typeof receiptChangeForm>;
export type ChangeOver = z.output<typeof over>;
export type PreviewChangeInput = z.output<typeof previewChangeInput>;
export type ApplyChangeInput = z.output<typeof applyChangeInput>;
export type ResendAddressLetterInput = z.output<typeof resendAddressLetterInput>;
export type AddressLetterInput = z.output<typeof addressLetterInput>;

/** Own values of the scope as the choice says. */
export function ownSetting({ printMode, addressFrom, defaultEmail }: ReceiptChoice): OwnSetting {
  const address = checkAddress(defaultEmail);
  return {
    printMode: printMode === 'INHERIT' ? null : printMode,
    defaultEmail: addressFrom === 'INHERIT' ? null : addressFrom === 'OWN' && address.ok ? address.value : '',
  };
}

/** An address as a person types it, kept as `checkAddress` makes it. */
const address = z
  .string()
  .max(1000)
  .transform((text, context) => {
    const checked = checkAddress(text);
    if (checked.ok) return checked.value;
    context.addIssue({ code: 'custom', message: addressProblems[checked.code] });
    return z.NEVER;
  });

export const resendReceiptInput = z.object({ receiptId: idSchema, requestId: idSchema, address });
export type ResendReceiptInput = z.output<typeof resendReceiptInput>;

/** A change as it is compared: an address counts only where one is chosen. */
export const checkedChange = (change: ReceiptChangeForm): ReceiptChangeForm => ({
  ...change,
  defaultEmail: change.addressFrom === 'OWN' ? change.defaultEmail : '',
});
