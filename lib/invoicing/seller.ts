import { z } from 'zod';
import { isInn } from '@/lib/core/requisites.rule';
import { EnvError, isSandbox, optionalSetting } from '@/lib/platform/env';
import type { Seller } from './model';
import { isAccount } from './requisites.rule';

/** Nobody's: the numbers pass their checks, the bank does not exist. */
export const sandboxSeller: Seller = {
  name: 'ООО «Кассовый кабинет»',
  inn: '7709123453',
  kpp: '770901001',
  address: '109012, г. Москва, ул. Примерная, д. 1',
  bank: 'АО «БАНК ПЕСОЧНИЦЫ» г. Москва',
  bik: '044525999',
  account: '40702810600000012345',
  correspondentAccount: '30101810845250000999',
  director: 'Кассова Е. П.',
  accountant: 'Счётова М. И.',
};

const text = z.string().trim().min(1);

const settings = z
  .object({
    SELLER_NAME: text,
    SELLER_INN: text.refine(isInn),
    SELLER_KPP: z
      .string()
      .regex(/^\d{9}$/)
      .nullable(),
    SELLER_ADDRESS: text,
    SELLER_BANK: text,
    SELLER_BIK: z.string().regex(/^\d{9}$/),
    SELLER_ACCOUNT: text,
    SELLER_CORRESPONDENT_ACCOUNT: text,
    SELLER_DIRECTOR: text,
    SELLER_ACCOUNTANT: text,
  })
  .superRefine((all, context) => {
    const check = (path: 'SELLER_ACCOUNT' | 'SELLER_CORRESPONDENT_ACCOUNT', right: boolean) => {
      if (!right) context.addIssue({ code: 'custom', path: [path], message: 'key' });
    };
    check('SELLER_ACCOUNT', isAccount(all.SELLER_ACCOUNT, all.SELLER_BIK, 'SETTLEMENT'));
    check(
      'SELLER_CORRESPONDENT_ACCOUNT',
      isAccount(all.SELLER_CORRESPONDENT_ACCOUNT, all.SELLER_BIK, 'CORRESPONDENT'),
    );
  });

/**
 * Requisites of who issues the invoices, from the settings SELLER_…; null: none are set, so there are no invoices.
 * @throws EnvError naming what is missing or has a wrong check digit.
 */
export function seller(): Seller | null {
  if (isSandbox()) return sandboxSeller;
  const names = Object.keys(settings.shape) as (keyof typeof settings.shape)[];
  const values = Object.fromEntries(names.map((name) => [name, optionalSetting(name)]));
  if (Object.values(values).every((value) => value === null)) return null;
  const parsed = settings.safeParse(values);
  if (!parsed.success) {
    const wrong = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))].join(', ');
    throw new EnvError(`Реквизиты для счетов не заданы или неверны: ${wrong}. Образец — в .env.example.`);
  }
  const all = parsed.data;
  return {
    name: all.SELLER_NAME,
    inn: all.SELLER_INN,
    kpp: all.SELLER_KPP,
    address: all.SELLER_ADDRESS,
    bank: all.SELLER_BANK,
    bik: all.SELLER_BIK,
    account: all.SELLER_ACCOUNT,
    correspondentAccount: all.SELLER_CORRESPONDENT_ACCOUNT,
    director: all.SELLER_DIRECTOR,
    accountant: all.SELLER_ACCOUNTANT,
  };
}
