import { authorize, type Context, inStores } from '@/lib/access/context';
import { isId } from '@/lib/core/ids';
import { env } from '@/lib/platform/env';
import { codeOf } from './pairing-secret';

export interface Pairing {
  readonly id: string;
  /** what the terminal is to be called */
  readonly name: string;
  readonly storeId: string;
  readonly storeName: string;
  readonly expiresAt: Date;
  readonly state: 'WAITING' | 'PAIRED' | 'EXPIRED';
  /** while it waits */
  readonly code: string | null;
  /** the terminal that is to be connected anew */
  readonly wantedId: string | null;
  /** the terminal that has come */
  readonly paired: { readonly id: string; readonly name: string; readonly serialNumber: string } | null;
}

/** A pairing in scope for those who may connect terminals; null otherwise. */
export async function findPairing(ctx: Context, id: string): Promise<Pairing | null> {
  if (!isId(id) || authorize(ctx, 'terminals.manage')) return null;
  const row = await ctx.db.pairingCode.findFirst({
    where: { id, organizationId: ctx.organizationId, ...inStores(ctx) },
    include: {
      store: { select: { name: true } },
      paired: { select: { id: true, name: true, serialNumber: true } },
    },
  });
  if (!row) return null;
  const state = row.usedAt ? 'PAIRED' : row.expiresAt <= ctx.clock.now() ? 'EXPIRED' : 'WAITING';
  return {
    id: row.id,
    name: row.name,
    storeId: row.storeId,
    storeName: row.store.name,
    expiresAt: row.expiresAt,
    state,
    code: state === 'WAITING' ? codeOf(row.id) : null,
    wantedId: row.terminalId,
    paired: row.paired,
  };
}

/** For the picture: where a till exchanges the code; behind the sign, which no server is ever sent, the code. */
export const pairingLink = (code: string): string =>
  `${new URL('/api/device/v1/pair', env().APP_URL).href}#${code}`;
