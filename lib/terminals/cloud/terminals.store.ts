import type { Context } from '@/lib/access/context';
import { audit } from '@/lib/platform/audit';
import type { KnownTerminal } from './difference.rule';
import type { FieldChange, JoinedTerminal, NewTerminal } from './model';

/** Terminals that have never been connected; one whose number was taken meanwhile is left out. */
export async function addTerminals(
  ctx: Context,
  wanted: readonly (NewTerminal & { readonly storeId: string })[],
): Promise<{ key: string; cloudId: string; terminalId: string }[]> {
  const { organizationId } = ctx;
  const createdAt = ctx.clock.now();
  const rows = await ctx.db.terminal.createManyAndReturn({
    data: wanted.map(({ storeId, name, model, serialNumber, imei }) => ({
      organizationId,
      storeId,
      name,
      model,
      serialNumber,
      imei,
      createdAt,
    })),
    skipDuplicates: true,
    select: { id: true, serialNumber: true },
  });
  const ids = new Map(rows.map(({ id, serialNumber }) => [serialNumber, id]));
  const added = wanted.flatMap((terminal) => {
    const terminalId = ids.get(terminal.serialNumber);
    return terminalId === undefined ? [] : [{ ...terminal, terminalId }];
  });
  await audit(
    ctx,
    added.map(({ terminalId, name, storeId, serialNumber }) => ({
      action: 'terminals.cloudAdd',
      objectType: 'terminal',
      objectId: terminalId,
      objectName: name,
      storeId,
      after: { serialNumber },
    })),
  );
  return added;
}

/** Remembers which terminal of the cloud each is; an earlier tie of the same terminal ends. */
export async function tieTerminals(
  ctx: Context,
  joined: readonly JoinedTerminal[],
  ties: readonly {
    readonly cloudKey: string;
    readonly cloudId: string;
    readonly terminalId: string;
    readonly name: string;
    readonly storeKey: string | null;
    readonly serialNumber: string | null;
    readonly imei: string | null;
    readonly model: string | null;
  }[],
): Promise<void> {
  const { organizationId } = ctx;
  await ctx.db.cloudTerminalLink.deleteMany({
    where: { organizationId, terminalId: { in: joined.map(({ terminalId }) => terminalId) } },
  });
  await ctx.db.cloudTerminalLink.createMany({ data: ties.map((tie) => ({ ...tie, organizationId })) });
  await audit(
    ctx,
    joined.map(({ terminalId, name, storeId, cloudName }) => ({
      action: 'terminals.cloudLink',
      objectType: 'terminal',
      objectId: terminalId,
      objectName: name,
      storeId,
      ...(cloudName !== null && { after: { cloudName } }),
    })),
  );
}

/**
 * Another serial number is another device: whoever had the token of the old one is not heard any more. Codes that wait for
 * the terminal go with it to its store.
 */
export async function changeTerminal(
  ctx: Context,
  own: KnownTerminal,
  changes: readonly FieldChange[],
  storeId: string | undefined,
  storeName: (id: string) => string | null,
): Promise<void> {
  const after = Object.fromEntries(
    changes.filter(({ field }) => field !== 'store').map((change) => [change.field, change.after]),
  );
  const data = {
    ...after,
    ...('serialNumber' in after && { deviceTokenHash: null, pairedAt: null }),
    ...(storeId !== undefined && { storeId, movedAt: ctx.clock.now() }),
  };
  const { organizationId } = ctx;
  if (storeId !== undefined) {
    await ctx.db.pairingCode.updateMany({
      where: { organizationId, terminalId: own.id, usedAt: null },
      data: { storeId },
    });
  }
  await ctx.db.terminal.updateMany({ where: { organizationId, id: own.id }, data });
  const before = Object.fromEntries(
    Object.keys(after).map((field) => [field, own[field as keyof KnownTerminal]]),
  );
  await audit(ctx, {
    action: 'terminals.cloudChange',
    objectType: 'terminal',
    objectId: own.id,
    objectName: after['name'] ?? own.name,
    storeId: storeId ?? own.storeId,
    before: { ...before, ...(storeId !== undefined && { store: storeName(own.storeId) }) },
    after: {
      ...after,
      ...(storeId !== undefined && {
        store: storeName(storeId) ?? changes.find(({ field }) => field === 'store')?.after ?? null,
      }),
    },
  });
}
