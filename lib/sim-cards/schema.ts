import { z } from 'zod';
import { billingPeriods } from '@/lib/catalog/model';
import { idSchema, isId } from '@/lib/core/ids';
import { type SimCardState, simCardStates } from './model';

const cardIds = z
  .array(idSchema)
  .min(1, 'Выберите хотя бы одну карту')
  .max(1_000, 'За один раз — не больше 1000 карт');

export const quoteActivationInput = z.object({ cardIds });

export const activateSimCardsInput = z.object({
  /** made when the dialog opens: a repeat is the same request */
  requestId: idSchema,
  cardIds,
  period: z.enum(billingPeriods, 'Выберите период оплаты: 1, 3 или 12 месяцев'),
  /** in kopecks, as the dialog said */
  expectedTotal: z.int().nonnegative(),
});
export type ActivateSimCardsInput = z.output<typeof activateSimCardsInput>;

export const deactivateSimCardsInput = z.object({
  requestId: idSchema,
  cardIds,
  stopRenewal: z.boolean(),
});
export type DeactivateSimCardsInput = z.output<typeof deactivateSimCardsInput>;

export const simCardInput = z.object({ simCardId: idSchema });

export const terminateSimCardInput = z.object({
  requestId: idSchema,
  simCardId: idSchema,
  lastDigits: z
    .string()
    .trim()
    .regex(/^\d{4}$/, 'Введите последние четыре цифры номера карты'),
});
export type TerminateSimCardInput = z.output<typeof terminateSimCardInput>;

/** What a card may ask attention for besides its state: its traffic this month, and the device it is in. */
export const cardWatches = ['OVER', 'NEAR', 'ELSEWHERE', 'MISMATCH'] as const;
export type CardWatch = (typeof cardWatches)[number];

/** A filter of the list: states under way are found together. */
export const BUSY = 'BUSY';

export interface SimCardFilter {
  readonly states: readonly SimCardState[];
  readonly operatorSlug: string | null;
  readonly period: (typeof billingPeriods)[number] | null;
  /** what asks for attention */
  readonly watch: CardWatch | null;
  readonly q: string;
  readonly after: string | null;
  readonly before: string | null;
}

const oneOf = <T extends string>(values: readonly T[], value: string | undefined): T | null =>
  values.find((each) => each === value) ?? null;

/** Filters from the address; what cannot be read is left out. */
export function simCardFilter(params: Readonly<Record<string, string | undefined>>): SimCardFilter {
  const state = oneOf(simCardStates, params['state']);
  const id = (name: string) => {
    const value = params[name];
    return value !== undefined && isId(value) ? value : null;
  };
  return {
    states: params['state'] === BUSY ? ['ACTIVATING', 'DEACTIVATING'] : state ? [state] : [],
    operatorSlug: params['operator'] ?? null,
    period: oneOf(billingPeriods, params['period']),
    watch: oneOf(cardWatches, params['watch']),
    q: (params['q'] ?? '').slice(0, 100),
    after: id('after'),
    before: id('before'),
  };
}
