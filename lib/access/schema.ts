import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { isInn, isKpp, isOgrn, isOgrnip } from '@/lib/core/requisites.rule';
import { emailProblem, readEmail } from './email.rule';
import { isTooLong } from './password.rule';

const email = z
  .string()
  .max(1_000, 'Введите адрес вида name@company.ru')
  .transform((text, ctx) => {
    const read = readEmail(text);
    if (read.ok) return read.email;
    ctx.addIssue({ code: 'custom', message: emailProblem(read) ?? '' });
    return z.NEVER;
  });

/** Refused by its size before anything is done with it. */
const typedPassword = z
  .string()
  .min(1, 'Введите пароль')
  .refine((text) => !isTooLong(text), 'Пароль слишком длинный');

const typedCode = z.string().trim().min(1, 'Введите код').max(40, 'Это не код');
const token = z.string().max(100);
const next = z.string().max(2_000).default('/');

export const signInInput = z.object({ email, password: typedPassword, code: typedCode.optional() });
export const signInFormInput = z.object({ email, password: typedPassword, next });
export const codeFormInput = z.object({ code: typedCode, next });

const words = (nothing: string, most: number) =>
  z.string().normalize('NFC').trim().min(1, nothing).max(most, `Не больше ${most} знаков`);
/** Digits as people type and paste them. */
const digits = z
  .string()
  .max(40)
  .transform((text) => text.replace(/[\s-]/g, ''));

export const signUpInput = z
  .object({
    inn: digits.pipe(z.string().min(1, 'Введите ИНН')),
    kpp: digits.transform((text) => text.toUpperCase()).default(''),
    ogrn: digits.default(''),
    organizationName: words('Введите название организации', 200),
    name: words('Введите имя и фамилию', 100),
    email,
    password: typedPassword,
  })
  .transform((input, ctx) => {
    const say = (field: string, message: string) => ctx.addIssue({ code: 'custom', path: [field], message });
    const { inn, kpp, ogrn } = input;
    const isCompany = inn.length === 10;
    if (!isInn(inn)) {
      say('inn', 'В ИНН 10 цифр у юрлица и 12 у ИП, последние — контрольные. Проверьте номер');
      return z.NEVER;
    }
    if (isCompany && !isKpp(kpp)) say('kpp', 'У юрлица есть КПП: девять знаков, например 770701001');
    if (!isCompany && kpp !== '') say('kpp', 'У ИП нет КПП, оставьте поле пустым');
    if (ogrn !== '' && isCompany && !isOgrn(ogrn)) {
      say('ogrn', 'В ОГРН 13 цифр, последняя — контрольная. Проверьте номер');
    }
    if (ogrn !== '' && !isCompany && !isOgrnip(ogrn)) {
      say('ogrn', 'В ОГРНИП 15 цифр, последняя — контрольная. Проверьте номер');
    }
    return {
      ...input,
      kind: isCompany ? ('LEGAL_ENTITY' as const) : ('SOLE_PROPRIETOR' as const),
      kpp: kpp === '' ? null : kpp,
      ogrn: ogrn === '' ? null : ogrn,
    };
  });
export type SignUpInput = z.output<typeof signUpInput>;

export const linkInput = z.object({ token });
export const askResetInput = z.object({ email });
export const resetInput = z.object({ token, password: typedPassword });

export const confirmInput = z.object({ password: typedPassword, code: typedCode.optional() });
export type ConfirmInput = z.output<typeof confirmInput>;

export const changePasswordInput = z.object({ current: typedPassword, password: typedPassword });
export type ChangePasswordInput = z.output<typeof changePasswordInput>;

export const codeInput = z.object({ code: typedCode });
export const noInput = z.object({});
export const endSessionInput = z.object({ sessionId: idSchema });
