import { z } from 'zod';
import { printModes } from '@/lib/receipts/model';

export const configAnswer = z.object({
  etag: z.string().meta({ description: 'Tag of exactly this content, as in the header ETag' }),
  modules: z
    .array(
      z.object({
        slug: z.string(),
        desired: z.enum(['INSTALLED', 'REMOVED']),
        requestedAt: z.iso
          .datetime()
          .meta({ description: 'When it was asked for: a new moment means that it is to be tried again' }),
        version: z
          .string()
          .optional()
          .meta({ description: 'The current one; absent when it is to be removed' }),
        blocked: z
          .literal(true)
          .optional()
          .meta({ description: 'It stays, with its settings, and is not to be run while this is here' }),
      }),
    )
    .meta({ description: 'In the order in which they are to be applied' }),
  receipts: z.object({
    printMode: z.enum(printModes),
    chosenPrintMode: z
      .enum(printModes)
      .meta({ description: 'As set; applied as soon as nothing stands against it' }),
    defaultEmail: z.string().nullable(),
    defaultEmailApplies: z.boolean(),
    reasons: z
      .array(z.string())
      .meta({ description: 'Why something chosen is not applied; empty when all is' }),
  }),
});
