import { z } from 'zod';
import { billingPeriods } from '@/lib/catalog/model';
import { idSchema } from '@/lib/core/ids';

const slug = z.string().regex(/^[a-z0-9-]{1,60}$/, 'Неизвестный модуль');

export const installInput = z.object({
  terminalIds: z
    .array(idSchema)
    .min(1, 'Выберите хотя бы одну кассу')
    .max(500, 'За один раз — не больше 500 касс'),
  moduleSlugs: z.array(slug).min(1, 'Выберите модуль').max(20),
  /** take along the dependencies that are missing */
  complete: z.boolean(),
});

export const installManyInput = installInput.extend({
  /** made when the plan is opened */
  requestId: idSchema,
  purchase: z
    .object({
      period: z.enum(billingPeriods, 'Выберите период: раз в месяц, в 3 или в 12 месяцев'),
      /** kopecks, as the plan showed */
      expectedTotal: z.number().int().nonnegative(),
    })
    .nullable(),
});

export const uninstallInput = z.object({
  terminalId: idSchema,
  moduleSlug: slug,
  /** modules that need it and were named to the person: they go with it */
  together: z.array(slug).max(20).optional(),
});
export const cabinetModuleInput = z.object({ moduleSlug: slug });

export const buyKitInput = z.object({
  terminalId: idSchema,
  kitSlug: slug,
  period: z.enum(billingPeriods, 'Выберите период: раз в месяц, в 3 или в 12 месяцев'),
  /** kopecks, as the dialog showed */
  expectedTotal: z.number().int().nonnegative(),
});

export type InstallInput = z.output<typeof installInput>;
export type InstallManyInput = z.output<typeof installManyInput>;
export type UninstallInput = z.output<typeof uninstallInput>;
export type CabinetModuleInput = z.output<typeof cabinetModuleInput>;
export type BuyKitInput = z.output<typeof buyKitInput>;
