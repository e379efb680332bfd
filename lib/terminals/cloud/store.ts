import { z } from 'zod';
import type { Context } from '@/lib/access/context';
import type { CloudDevice, CloudStore } from './cloud.port';
import { cloudKey } from './cloud-id.rule';
import type { Known, Snapshot } from './difference.rule';

export const TOKEN_PURPOSE = 'cloud-token';

const storeItems = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    address: z.string().nullable(),
    updatedAt: z.string().nullable(),
  }),
) satisfies z.ZodType<CloudStore[]>;

const deviceItems = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    storeId: z.string().nullable(),
    serialNumber: z.string().nullable(),
    imei: z.string().nullable(),
    model: z.string().nullable(),
    offsetMinutes: z.number().nullable(),
    updatedAt: z.string().nullable(),
  }),
) satisfies z.ZodType<CloudDevice[]>;

/** Whoever changes what stands between the organization and its cloud comes after whoever does it now. */
export async function lockCloud(ctx: Context): Promise<void> {
  await ctx.db
    .$executeRaw`SELECT 1 FROM "organization" WHERE "id" = ${ctx.organizationId}::uuid FOR NO KEY UPDATE`;
}

/** All that a reading has brought, each thing once: the later page counts. */
export async function loadSnapshot(ctx: Context, readingId: string): Promise<Snapshot> {
  const pages = await ctx.db.cloudPage.findMany({
    where: { readingId, reading: { organizationId: ctx.organizationId } },
    orderBy: [{ kind: 'asc' }, { number: 'asc' }],
    select: { kind: true, items: true },
  });
  const once = <T extends { readonly id: string }>(items: readonly T[]): T[] => [
    ...new Map(items.map((item) => [cloudKey(item.id), item])).values(),
  ];
  const of = (kind: 'STORES' | 'DEVICES') => pages.filter((page) => page.kind === kind);
  return {
    stores: once(of('STORES').flatMap(({ items }) => storeItems.parse(items))),
    devices: once(of('DEVICES').flatMap(({ items }) => deviceItems.parse(items))),
  };
}

/** The organization as the cloud is compared with it, whatever stores the caller sees: the rule knows the scope. */
export async function loadKnown(ctx: Context, { devices }: Snapshot): Promise<Known> {
  const where = { organizationId: ctx.organizationId };
  const numbers = devices.flatMap(({ serialNumber }) => (serialNumber === null ? [] : [serialNumber]));
  const [stores, terminals, storeTies, terminalTies, taken] = await Promise.all([
    ctx.db.store.findMany({
      where,
      select: { id: true, name: true, address: true, timeZone: true },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
    }),
    ctx.db.terminal.findMany({
      where,
      select: { id: true, name: true, storeId: true, model: true, serialNumber: true, imei: true },
      orderBy: { id: 'asc' },
    }),
    ctx.db.cloudStoreLink.findMany({ where, orderBy: { cloudKey: 'asc' } }),
    ctx.db.cloudTerminalLink.findMany({ where, orderBy: { cloudKey: 'asc' } }),
    ctx.db.terminal.findMany({
      where: { serialNumber: { in: numbers }, organizationId: { not: ctx.organizationId } },
      select: { serialNumber: true },
    }),
  ]);
  return {
    stores,
    terminals,
    storeTies: storeTies.map((tie) => ({ ...tie, key: tie.cloudKey })),
    terminalTies: terminalTies.map((tie) => ({ ...tie, key: tie.cloudKey })),
    takenNumbers: new Set(taken.map(({ serialNumber }) => serialNumber)),
  };
}
