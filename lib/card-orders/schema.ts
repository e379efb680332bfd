import { z } from 'zod';
import { billingPeriods } from '@/lib/catalog/model';
import { idSchema, isId } from '@/lib/core/ids';
import { MAX_LINES, totalCards } from './cart.rule';
import { type OrderState, orderStates } from './model';
import { MAX_CARDS, MIN_CARDS } from './order-price.rule';

const VISIBLE = /^[^\p{Cc}]*$/u;
const INVISIBLE = 'Уберите переносы строк и невидимые знаки';
const tooLong = (max: number) => `Не длиннее ${String(max)} знаков`;

const text = (max: number) => z.string().trim().max(max, tooLong(max)).regex(VISIBLE, INVISIBLE);
const line = (empty: string, max: number) =>
  z.string().trim().min(1, empty).max(max, tooLong(max)).regex(VISIBLE, INVISIBLE);

/** A Russian telephone however it is typed: 8 916…, +7 (916) …, 916… → +7 and ten digits. */
function normalPhone(typed: string): string | null {
  if (!/^[\d\s\u00a0()+–-]+$/.test(typed)) return null;
  const digits = typed.replace(/\D/g, '');
  if (digits.length === 10) return `+7${digits}`;
  return digits.length === 11 && /^[78]/.test(digits) ? `+7${digits.slice(1)}` : null;
}

const quantityHint = `Целое число от ${String(MIN_CARDS)} до ${String(MAX_CARDS)}`;
const tooMany = `Не больше ${String(MAX_CARDS)} карт в одном заказе`;

const quantity = z.union([z.string(), z.number()]).transform((value, ctx): number => {
  const typed = String(value).trim();
  const number = /^[+-]?\d+([.,]\d+)?$/.test(typed) ? Number(typed.replace(',', '.')) : NaN;
  const fault =
    typed === ''
      ? 'Укажите, сколько карт нужно'
      : !Number.isFinite(number)
        ? quantityHint
        : !Number.isInteger(number)
          ? 'Карты не делятся: укажите целое число'
          : number < MIN_CARDS
            ? `Не меньше ${String(MIN_CARDS)} карты`
            : number > MAX_CARDS
              ? tooMany
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

const place = {
  recipient: line('Укажите получателя', 120),
  phone,
  postalCode: z
    .string()
    .trim()
    .regex(/^\d{6}$/, 'Индекс — 6 цифр'),
  city: line('Укажите город', 120),
  addressLine: line('Укажите улицу и дом', 250),
};

/** A place that is not filled in yet: a draft keeps it as typed. */
const unfinishedPlace = {
  recipient: text(120),
  phone: text(40),
  postalCode: text(20),
  city: text(120),
  addressLine: text(250),
};

const cartLine = z
  .object({
    storeId: z.guid('Выберите магазин'),
    terminalId: z.union([z.literal(''), z.guid('Выберите кассу из списка')]).transform((id) => id || null),
    name: text(60).transform((name) => name || null),
    quantity,
  })
  .refine((value) => value.terminalId === null || value.quantity === 1, {
    path: ['quantity'],
    message: 'На одну кассу — одна карта',
  });

const lines = z
  .array(cartLine)
  .min(1, 'Добавьте хотя бы одну строку')
  .max(MAX_LINES, `Не больше ${String(MAX_LINES)} строк в одном заказе`)
  .superRefine((value, ctx) => {
    if (totalCards(value) > MAX_CARDS) {
      ctx.addIssue({ code: 'custom', path: [value.length - 1, 'quantity'], message: tooMany });
    }
    const seen = new Set<string>();
    for (const [index, { terminalId }] of value.entries()) {
      if (terminalId === null) continue;
      if (seen.has(terminalId)) {
        ctx.addIssue({ code: 'custom', path: [index, 'terminalId'], message: 'Эта касса уже есть в заказе' });
      }
      seen.add(terminalId);
    }
  });

const cart = {
  /** made when the form opens: a repeat is the same order, a draft keeps it */
  requestId: idSchema,
  operatorSlug: z.string().min(1, 'Выберите оператора'),
  period: z.enum(billingPeriods, 'Выберите тариф'),
  lines,
};

export const draftCardOrderInput = z.object({ ...cart, ...unfinishedPlace });
export type DraftCardOrderInput = z.output<typeof draftCardOrderInput>;

export const createCardOrderInput = z.object({
  ...cart,
  ...place,
  /** keep the place in the address book */
  saveAddress: z.boolean(),
  /** the customer knows of the same order made just now */
  evenIfSame: z.boolean(),
  /** in kopecks, as the form said */
  expectedTotal: z.int().nonnegative(),
});
export type CreateCardOrderInput = z.output<typeof createCardOrderInput>;

export const cardOrderInput = z.object({ orderId: idSchema });

export const resendCardOrderInput = z.object({ orderId: idSchema, ...place });
export type ResendCardOrderInput = z.output<typeof resendCardOrderInput>;

/** `addressId` '': a new one. */
export const saveAddressInput = z.object({
  addressId: z.union([z.literal(''), idSchema]).transform((id) => id || null),
  ...place,
});
export type SaveAddressInput = z.output<typeof saveAddressInput>;

export const addressInput = z.object({ addressId: idSchema });

export interface CardOrderFilter {
  readonly state: OrderState | null;
  /** orders with a line for this store */
  readonly storeId: string | null;
  /** number of an order, name of its cards or terminal, tracking number */
  readonly q: string;
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
    storeId: id('store'),
    q: (params['q'] ?? '').slice(0, 100),
    after: id('after'),
    before: id('before'),
  };
}
