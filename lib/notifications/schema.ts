import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';

export const autopayDeclinedInput = z.object({ paymentId: idSchema });
export const cardEndedInput = z.object({ cardId: idSchema, hadAutopay: z.boolean() });
export const refundOverInput = z.object({ refundId: idSchema });

const personKinds = ['NEW_DEVICE', 'PASSWORD_CHANGED', 'TOTP_ON', 'TOTP_OFF', 'TOTP_CODES'] as const;
export const tellPersonInput = z.object({
  kind: z.enum(personKinds),
  userId: idSchema,
  sessionId: idSchema.optional(),
  /** real time of what is told, in milliseconds */
  at: z.number().optional(),
});
export type TellPersonInput = z.output<typeof tellPersonInput>;

export const registrationLetterInput = z.object({ registrationId: idSchema });
export const resetLetterInput = z.object({ email: z.string() });
export const invitationLetterInput = z.object({ invitationId: idSchema });
export const rightsChangedInput = z.object({ userId: idSchema, at: z.number().int() });
