import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { roles } from '../permission.rule';
import { email, typedPassword } from '../schema';
import { storeBound } from './people.rule';

const MOST_STORES = 1_000;

const role = z.enum(roles, 'Выберите роль');
const storeIds = z.array(idSchema).max(MOST_STORES, 'Слишком много магазинов');

interface Asked {
  readonly role: (typeof roles)[number];
  readonly storeIds: readonly string[];
}
const storesChosen = ({ role: asked, storeIds: chosen }: Asked): boolean =>
  !storeBound(asked) || chosen.length > 0;
const rights = z.object({ role, storeIds });
/** Said together with what is wrong with other fields. */
const storesNeeded = {
  path: ['storeIds'],
  error: 'Отметьте хотя бы один магазин',
  when: ({ value }: z.core.ParsePayload) => rights.safeParse(value).success,
};

export const invitePersonInput = z
  .object({ requestId: idSchema, email, role, storeIds })
  .refine(storesChosen, storesNeeded);
export type InvitePersonInput = z.output<typeof invitePersonInput>;

export const invitationInput = z.object({ invitationId: idSchema });
export type InvitationInput = z.output<typeof invitationInput>;

export const changeRightsInput = z
  .object({ membershipId: idSchema, role, storeIds })
  .refine(storesChosen, storesNeeded);
export type ChangeRightsInput = z.output<typeof changeRightsInput>;

export const removePersonInput = z.object({ membershipId: idSchema });
export type RemovePersonInput = z.output<typeof removePersonInput>;

export const startViewingInput = z
  .object({ role: z.enum(['ADMIN', 'ACCOUNTANT', 'CASHIER'], 'Выберите роль'), storeIds })
  .refine(storesChosen, storesNeeded);
export type StartViewingInput = z.output<typeof startViewingInput>;

export const stopViewingInput = z.object({});

const token = z.string().regex(/^[\w-]{20,100}$/, 'Ссылка неполная: откройте её из письма');

export const acceptInvitationInput = z.discriminatedUnion('person', [
  z.object({
    person: z.literal('NEW'),
    token,
    name: z
      .string()
      .trim()
      .min(1, 'Введите имя')
      .max(300, 'Не длиннее 300 знаков')
      .regex(/^\P{Cc}*$/u, 'В имени есть служебные знаки'),
    password: typedPassword,
  }),
  z.object({ person: z.literal('KNOWN'), token, password: typedPassword }),
]);
export type AcceptInvitationInput = z.output<typeof acceptInvitationInput>;
