import { authorize, type Context } from './context';
import { roleNames } from './messages';

export interface SightChange {
  readonly gain: number;
  readonly lose: number;
  /** «Илья Громов, администратор»; empty without `staff.read` */
  readonly gaining: readonly string[];
  readonly losing: readonly string[];
}

/**
 * Who will see a thing, and who will not any more, when it goes from one store to another: people bound to stores. Names
 * are for those who may see the staff.
 */
export async function sightChange(ctx: Context, from: string, to: string): Promise<SightChange> {
  const rows = await ctx.db.membership.findMany({
    where: {
      organizationId: ctx.organizationId,
      allStores: false,
      stores: { some: { storeId: { in: [from, to] } } },
    },
    select: {
      role: true,
      user: { select: { name: true } },
      stores: { where: { storeId: { in: [from, to] } }, select: { storeId: true } },
    },
    orderBy: [{ user: { name: 'asc' } }, { id: 'asc' }],
  });
  const named = authorize(ctx, 'staff.read') === null;
  const only = (storeId: string) =>
    rows
      .filter(({ stores }) => stores.every((each) => each.storeId === storeId))
      .map(({ user, role }) => `${user.name}, ${roleNames[role]}`);
  const [gaining, losing] = [only(to), only(from)];
  return {
    gain: gaining.length,
    lose: losing.length,
    gaining: named ? gaining : [],
    losing: named ? losing : [],
  };
}
