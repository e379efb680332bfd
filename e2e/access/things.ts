import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PrismaClient } from '@/lib/platform/db';
import { type ActionExport, allActions } from '@/lib/testing/access/endpoints';
import { sampleInput } from '@/lib/testing/access/sample';
import { actionRow, actions, type Kind } from '@/lib/testing/access/table';
import { builtActions, callAction, MISSING_ID } from './calls';
import { papersOf } from './papers';
import type { Town } from './people';

/** One thing of each kind, in the store that the administrator sees; what the organization lacks is not there. */
export type Things = Readonly<Partial<Record<Kind, string>>>;

export const exported: ReadonlyMap<string, ActionExport> = new Map(
  allActions(process.cwd()).map((each) => [each.key, each]),
);

async function schemaOf(key: string): Promise<z.ZodType> {
  const { schemaFile = '', schema = '' } = exported.get(key) ?? {};
  const known = (await import(pathToFileURL(path.resolve(schemaFile)).href)) as Record<string, z.ZodType>;
  const found = known[schema];
  if (!found) throw new Error(`no schema for ${key}`);
  return found;
}

/** What the action is sent: identifiers are those of `things`, else ones that do not exist. */
export async function inputOf(key: string, things: Things): Promise<unknown> {
  const row = actions[key];
  if (!row) throw new Error(`no line for ${key}`);
  return sampleInput(await schemaOf(key), {
    ...actionRow(row),
    idOf: (kind) => (kind === undefined ? randomUUID() : (things[kind] ?? MISSING_ID)),
  });
}

/** Does what people do, so that there is something to be after. */
async function doAs(
  cookie: string | undefined,
  things: Things,
  keys: readonly string[],
  more = {},
): Promise<void> {
  const built = builtActions();
  for (const key of keys) {
    const action = built.get(key);
    const input = { ...((await inputOf(key, things)) as object), ...more };
    if (action) await callAction(action, input, { cookie });
  }
}

export async function gather(db: PrismaClient, town: Town): Promise<Things> {
  const { organizationId, storeId } = town;
  // Nobody reads the traffic of these cards meanwhile: what changes here is changed by those who ask.
  await db.simCardTraffic.updateMany({ where: { organizationId }, data: { dueAt: null } });
  const here = { where: { organizationId }, select: { id: true } } as const;
  const there = { where: { organizationId, storeId }, select: { id: true } } as const;
  const simCard = await db.simCard.findFirst({ ...there, where: { ...there.where, state: 'ACTIVE' } });
  const terminal = await db.terminal.findFirst(there);
  const things: Record<string, string | undefined> = {
    store: storeId,
    simCard: simCard?.id,
    terminal: terminal?.id,
  };
  const subscription = await db.subscription.findFirst({
    where: { organizationId, simCard: { storeId }, state: 'ACTIVE' },
    select: { id: true },
  });
  things['subscription'] = subscription?.id;
  await doAs(town.owner.cookie, things, [
    'access/people.invitePerson',
    'billing.startTopUp',
    'installations.installMany',
    'invoicing.issueInvoice',
    'sim-cards/card.addNote',
    'subscriptions.quotePeriodChange',
    'terminals.createPairingCode',
  ]);
  // A list of cards is seen by those who see every store that its author saw.
  const admin = town.askers.find(({ role, at }) => role === 'ADMIN' && at === 'HOME');
  await doAs(admin?.cookie, things, ['sim-cards/bulk.draftFromFilter'], { filter: { store: storeId } });
  const order = await db.cardOrder.findFirst({
    where: { organizationId, lines: { every: { storeId }, some: {} } },
    select: { id: true },
  });
  const receipt = await db.receipt.findFirst({
    where: { organizationId, terminal: { storeId } },
    select: { id: true },
  });
  return Object.fromEntries(
    Object.entries({
      ...things,
      ...(await papersOf(db, organizationId)),
      order: order?.id,
      receipt: receipt?.id,
      run: (await db.installationRun.findFirst(here))?.id,
      address: (await db.deliveryAddress.findFirst(here))?.id,
      bulk: (await db.simBulk.findFirst(here))?.id,
      invitation: (await db.invitation.findFirst(here))?.id,
      membership: (await db.membership.findFirst({ ...here, where: { ...here.where, role: 'CASHIER' } }))?.id,
      invoice: (await db.invoice.findFirst(here))?.id,
      note: (await db.simCardNote.findFirst(here))?.id,
      pairing: (await db.pairingCode.findFirst(here))?.id,
      payment: (await db.payment.findFirst(here))?.id,
      quote: (await db.periodQuote.findFirst(here))?.id,
    }).filter(([, id]) => id !== undefined),
  );
}

/** An input names things of one's own organization or store, as far as the names of its fields go. */
export function kindsOf(input: unknown, things: Things): Kind[] {
  const text = JSON.stringify(input);
  return (Object.keys(things) as Kind[]).filter((kind) => text.includes(things[kind] ?? '-'));
}
