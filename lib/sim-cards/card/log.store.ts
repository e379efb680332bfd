import type { Context } from '@/lib/access/context';
import type { CardLogKind } from './model';

export interface CardLogEntry {
  readonly simCardId: string;
  readonly kind: CardLogKind;
  readonly before?: string | null | undefined;
  readonly after?: string | null | undefined;
}

/** Adds to the history of cards what is no change of state; part of the running transaction. */
export async function writeLog(ctx: Context, entries: readonly CardLogEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const at = ctx.clock.now();
  await ctx.db.simCardLog.createMany({
    data: entries.map(({ simCardId, kind, before, after }) => ({
      organizationId: ctx.organizationId,
      simCardId,
      at,
      kind,
      actorName: ctx.actor.name,
      before: before ?? null,
      after: after ?? null,
    })),
  });
}
