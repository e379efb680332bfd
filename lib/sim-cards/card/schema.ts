import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';

export const LABEL_MAX = 60;
export const NOTE_MAX = 1000;

export const bindCardInput = z.object({
  simCardId: idSchema,
  /** '': taken off its terminal */
  terminalId: z.union([idSchema, z.literal('')]),
  /** the card that is on the terminal goes off it */
  replace: z.boolean(),
});
export type BindCardInput = z.output<typeof bindCardInput>;

export const setLabelInput = z.object({
  simCardId: idSchema,
  label: z.string().trim().max(LABEL_MAX, `Не длиннее ${LABEL_MAX} знаков`),
});
export type SetLabelInput = z.output<typeof setLabelInput>;

export const addNoteInput = z.object({
  requestId: idSchema,
  simCardId: idSchema,
  text: z.string().trim().min(1, 'Напишите заметку').max(NOTE_MAX, `Не длиннее ${NOTE_MAX} знаков`),
});
export type AddNoteInput = z.output<typeof addNoteInput>;

export const removeNoteInput = z.object({ simCardId: idSchema, noteId: idSchema });
export type RemoveNoteInput = z.output<typeof removeNoteInput>;

export const lockImeiInput = z.object({ requestId: idSchema, simCardId: idSchema, lock: z.boolean() });
export type LockImeiInput = z.output<typeof lockImeiInput>;
