import { z } from 'zod';
import { billingPeriods } from '@/lib/catalog/model';
import { idSchema } from '@/lib/core/ids';
import { bulkActions, type ItemFilter, itemFilters } from './model';

const action = z.enum(bulkActions, 'Выберите, что сделать с картами');

/** What comes beside the list itself. */
export const listInput = z.object({
  requestId: idSchema,
  action,
  /** null: the list was pasted */
  fileName: z.string().trim().min(1).max(200).nullable().default(null),
});
export type ListInput = z.output<typeof listInput>;

const filterParams = z.object({
  state: z.string().max(40).optional(),
  operator: z.string().max(40).optional(),
  period: z.string().max(40).optional(),
  watch: z.string().max(40).optional(),
  q: z.string().max(100).optional(),
  store: idSchema.optional(),
});

export const countCardsInput = z.object({ filter: filterParams });

export const draftFromFilterInput = z.object({ requestId: idSchema, action, filter: filterParams });
export type DraftFromFilterInput = z.output<typeof draftFromFilterInput>;

export const bulkInput = z.object({ bulkId: idSchema });
export type BulkInput = z.output<typeof bulkInput>;

export const retryBulkInput = z.object({ requestId: idSchema, bulkId: idSchema });
export type RetryBulkInput = z.output<typeof retryBulkInput>;

export const confirmBulkInput = z.object({
  bulkId: idSchema,
  /** of an activation with cards to be paid */
  period: z.enum(billingPeriods, 'Выберите период оплаты: 1, 3 или 12 месяцев').nullable(),
  /** in kopecks, as the screen said */
  expectedTotal: z.int().nonnegative(),
  stopRenewal: z.boolean(),
});
export type ConfirmBulkInput = z.output<typeof confirmBulkInput>;

export interface ItemPlace {
  readonly filter: ItemFilter | null;
  readonly after: number | null;
  readonly before: number | null;
}

/** Place in the list of one bulk from the address; what cannot be read is left out. */
export function itemPlace(params: Readonly<Record<string, string | undefined>>): ItemPlace {
  const number = (text: string | undefined) => (text && /^\d{1,9}$/.test(text) ? Number(text) : null);
  return {
    filter: itemFilters.find((each) => each === params['show']) ?? null,
    after: number(params['after']),
    before: number(params['before']),
  };
}
