import { z } from 'zod';
import { idSchema, isId } from '@/lib/core/ids';
import { type OrderState, orderStates } from './model';
import { MAX_CARDS, MIN_CARDS } from './order-price.rule';

const line = (empty: string, max: number) =>
  z
    .string()
    .trim()
    .min(1, empty)
    .max(max, `Не длиннее ${String(max)} знаков`)
    .regex(/^[^\p{Cc}]*$/u, 'Уберите переносы строк и невидимые знаки');

/** A Russian telephone however it is typed: 8 916…, +7 (916) …, 916… → +7 and ten digits. */
function normalPhone(typed: string): string | null {
  if (!/^[\d\s\u00a0()+–-]+$/.test(typed)) return null;
  const digits = typed.replace(/\D/g, '');
  if (digits.length === 10) return `+7${digits}`;
  return digits.length === 11 && /^[78]/.test(digits) ? `+7${digits.slice(1)}` : null;
}

const quantityHint = `Целое число от ${String(MIN_CARDS)} до ${String(MAX_CARDS)}`;

const quantity = z.union([z.string(), z.number()]).transform((value, ctx): number => {
  const text = String(value).trim();
  const number = /^[+-]?\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : NaN;
  const fault =
    text === ''
      ? 'Укажите, сколько карт нужно'
      : !Number.isFinite(number)
        ? quantityHint
        : !Number.isInteger(number)
          ? 'Карты не делятся: укажите целое число'
          : number < MIN_CARDS
            ? `Не меньше ${String(MIN_CARDS)} карты`
            : number > MAX_CARDS
              ? `Не больше ${String(MAX_CARDS)} карт в одном заказе`
              : null;
  if (fault === null) return number;
  ctx.addIssue(fault);
  return z.NEVER;
});

const phone = z.string().transform((typed, ctx): string => {
  const normal = normalPhone(typed.trim());
  if (normal !== null) return normal;
  ctx.addIssue('Телефон получателя: +7 и ещё 10 цифр');
  return z.NEVER;
});

export const createCardOrderInput = z.object({
  /** made when the form opens: a repeat is the same order */
  requestId: idSchema,
  operatorSlug: z.string().min(1, 'Выберите оператора'),
  quantity,
  storeId: z.guid('Выберите магазин'),
  recipient: line('Укажите получателя', 120),
  phone,
  postalCode: z
    .string()
    .trim()
    .regex(/^\d{6}$/, 'Индекс — 6 цифр'),
  city: line('Укажите город', 120),
  addressLine: line('Укажите улицу и дом', 250),
  /** in kopecks, as the form said */
  expectedTotal: z.int().nonnegative(),
});
export type CreateCardOrderInput = z.output<typeof createCardOrderInput>;

export const cardOrderInput = z.object({ orderId: idSchema });

export interface CardOrderFilter {
  readonly state: OrderState | null;
  readonly after: string | null;
  readonly before: string | null;
}

/** Filters from the address; what cannot be read is left out. */
export function cardOrderFilter(params: Readonly<Record<string, string | undefined>>): CardOrderFilter {
  const id = (name: string) => {
    const value = params[name];
    return value !== undefined && isId(value) ? value : null;
  };
  return {
    state: orderStates.find((state) => state === params['state']) ?? null,
    after: id('after'),
    before: id('before'),
  };
}
