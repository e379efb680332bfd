import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { isInn, isKpp, isOgrn, isOgrnip } from '@/lib/core/requisites.rule';
import { emailProblem, readEmail } from './email.rule';
import { isTooLong } from './password.rule';

/** An address as it is kept; letters that only look Latin are refused. */
export const email = z
  .string()
  .max(1_000, 'Введите адрес вида name@company.ru')
  .transform((text, ctx) => {
    const read = readEmail(text);
    if (read.ok) return read.email;
    ctx.addIssue({ code: 'custom', message: emailProblem(read) ?? '' });
    return z.NEVER;
  });

/** Refused by its size before anything is done with it. */
export const typedPassword = z
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
  z
    .string()
    .normalize('NFC')
    .trim()
    .min(1, nothing)
    .max(most, `Не больше ${most} знаков`)
    .regex(/^\P{Cc}*$/u, 'Здесь есть служебные знаки');
/** Digits as people type and paste them. */
const digits = z
  .string()
  .max(40)
  .transform((text) => text.replace(/[\s-]/g, ''));

interface Requisites {
  readonly inn: string;
  readonly kpp: string;
  readonly ogrn: string;
}
const isCompany = ({ inn }: Requisites): boolean => inn.length === 10;
/** Said together with what is wrong with other fields: it needs the requisites alone. */
const about = (path: keyof Requisites, error: string) => ({
  path: [path],
  error,
  when: ({ value }: { value: unknown }) =>
    z.object({ inn: z.string().refine(isInn), kpp: z.string(), ogrn: z.string() }).safeParse(value).success,
});

export const signUpInput = z
  .object({
    inn: digits.pipe(
      z
        .string()
        .min(1, 'Введите ИНН')
        .refine(isInn, 'В ИНН 10 цифр у юрлица и 12 у ИП, последние — контрольные. Проверьте номер'),
    ),
    kpp: digits.transform((text) => text.toUpperCase()).default(''),
    ogrn: digits.default(''),
    organizationName: words('Введите название организации', 200),
    name: words('Введите имя и фамилию', 100),
    email,
    password: typedPassword,
  })
  .refine(
    (input) => !isCompany(input) || isKpp(input.kpp),
    about('kpp', 'У юрлица есть КПП: девять знаков, например 770701001'),
  )
  .refine((input) => isCompany(input) || input.kpp === '', about('kpp', 'У ИП нет КПП, оставьте поле пустым'))
  .refine(
    (input) => !isCompany(input) || input.ogrn === '' || isOgrn(input.ogrn),
    about('ogrn', 'В ОГРН 13 цифр, последняя — контрольная. Проверьте номер'),
  )
  .refine(
    (input) => isCompany(input) || input.ogrn === '' || isOgrnip(input.ogrn),
    about('ogrn', 'В ОГРНИП 15 цифр, последняя — контрольная. Проверьте номер'),
  )
  .transform((input) => ({
    ...input,
    kind: isCompany(input) ? ('LEGAL_ENTITY' as const) : ('SOLE_PROPRIETOR' as const),
    kpp: input.kpp === '' ? null : input.kpp,
    ogrn: input.ogrn === '' ? null : input.ogrn,
  }));
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
