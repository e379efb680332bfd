import { type Context, inStores, seesStore } from '@/lib/access/context';

/** What stands of the seller and the place in the receipts of a terminal. */
export interface TerminalRegistration {
  readonly seller: string;
  readonly inn: string;
  readonly place: string;
  readonly address: string;
  /** empty: not known */
  readonly kktRegNumber: string;
}

export interface KnownTerminal {
  /** null: the terminal is not there yet */
  readonly serialNumber: string | null;
  readonly registration: TerminalRegistration;
}

/** For a terminal of a store in scope, or one that is only to come; null: no such store. */
export async function knownTerminal(
  ctx: Context,
  { storeId, terminalId }: { readonly storeId: string; readonly terminalId: string | null },
): Promise<KnownTerminal | null> {
  const { organizationId } = ctx;
  const within = { organizationId, ...inStores(ctx) };
  const [organization, store, terminal] = await Promise.all([
    ctx.db.organization.findUniqueOrThrow({
      where: { id: organizationId },
      select: { name: true, inn: true },
    }),
    seesStore(ctx, storeId)
      ? ctx.db.store.findFirst({
          where: { organizationId, id: storeId },
          select: { name: true, address: true },
        })
      : null,
    terminalId === null
      ? null
      : ctx.db.terminal.findFirst({
          where: { ...within, id: terminalId },
          select: { serialNumber: true, kktRegNumber: true },
        }),
  ]);
  if (!store) return null;
  return {
    serialNumber: terminal?.serialNumber ?? null,
    registration: {
      seller: organization.name,
      inn: organization.inn,
      place: store.name,
      address: store.address,
      kktRegNumber: terminal?.kktRegNumber ?? '',
    },
  };
}
