import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';

export const autopayDeclinedInput = z.object({ paymentId: idSchema });
export const cardEndedInput = z.object({ cardId: idSchema, hadAutopay: z.boolean() });
export const refundOverInput = z.object({ refundId: idSchema });
export const invitationLetterInput = z.object({ invitationId: idSchema });
export const rightsChangedInput = z.object({ userId: idSchema, at: z.number().int() });
