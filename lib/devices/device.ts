import type { Context } from '@/lib/access/context';
import type { Clock } from '@/lib/core/clock';
import { noteVersions } from '@/lib/installations/commands/report-applied';
import { productClock } from '@/lib/platform/clock';
import { db } from '@/lib/platform/db';
import { contextFor } from '@/lib/platform/job-context';
import { enqueue } from '@/lib/platform/jobs';
import { reportedClock } from '@/lib/terminals/clock.rule';
import { noteModuleVersions } from '@/lib/terminals/commands/note-module-versions';
import type { HeartbeatInput } from '@/lib/terminals/device.schema';
import { tokenHash } from '@/lib/terminals/pairing-secret';
import { type CallRow, findCall, heardCall } from './call.store';

/** A terminal that asks something. Its context sees its own store. */
export interface Device {
  readonly ctx: Context;
  readonly terminalId: string;
  readonly grounds: CallRow;
  readonly tokenHash: string;
}

/** sha-256 of the bearer token of a request; null: it has none that can be one. */
export function tokenHashIn(headers: Headers): string | null {
  const token = /^Bearer ([\w.~+/=-]{16,200})$/i.exec(headers.get('authorization') ?? '')?.[1];
  return token === undefined ? null : tokenHash(token);
}

const deviceFrom = (grounds: CallRow, hash: string, clock: Clock): Device => {
  const actor = { kind: 'TERMINAL', id: grounds.id, name: `Касса «${grounds.name}»` } as const;
  const { organization_id: organizationId, time_zone: timeZone } = grounds;
  const ctx = contextFor({ db: db(), clock, actor, organizationId, timeZone });
  return { ctx: { ...ctx, storeIds: [grounds.store_id] }, terminalId: grounds.id, grounds, tokenHash: hash };
};

/** The terminal behind the bearer token of a request, found by the token's hash. Null: no such token. */
export async function deviceOf(headers: Headers): Promise<Device | null> {
  const hash = tokenHashIn(headers);
  const grounds = hash === null ? null : await findCall(db(), hash);
  return hash !== null && grounds ? deviceFrom(grounds, hash, await productClock(db())) : null;
}

const MAX_SKEW_SECONDS = 2 ** 31 - 1;

/** What a terminal says of itself, as last reported; versions of its modules only where they differ. Null: no such token. */
export async function deviceHeard(headers: Headers, said: HeartbeatInput): Promise<Device | null> {
  const hash = tokenHashIn(headers);
  if (hash === null) return null;
  const clock = await productClock(db());
  const now = clock.now();
  const theirs = reportedClock(said, headers.get('date'), now);
  const skew = theirs && Math.round((theirs.getTime() - now.getTime()) / 1000);
  const bounded = skew && Math.max(-MAX_SKEW_SECONDS, Math.min(MAX_SKEW_SECONDS, skew));
  const grounds = await heardCall(db(), hash, said, now, bounded);
  if (!grounds) return null;
  const device = deviceFrom(grounds, hash, clock);
  const changed = (said.installed ?? []).flatMap(({ slug, version }) => {
    const known = grounds.installations.find((each) => each.startsWith(`${slug} INSTALLED `));
    const before = known?.slice(`${slug} INSTALLED `.length);
    return version && before !== undefined && before !== version ? [{ slug, version, before }] : [];
  });
  if (changed.length > 0) await noteChanged(device, changed);
  if (grounds.pos_version !== grounds.was_version && grounds.installations.length > 0) {
    const { terminalId } = device;
    await enqueue(
      device.ctx,
      'installations.settle-blocks',
      { terminalId },
      { key: `settle-blocks:${terminalId}` },
    );
  }
  return device;
}

async function noteChanged(
  { ctx, terminalId }: Device,
  changed: readonly { readonly slug: string; readonly version: string; readonly before: string }[],
): Promise<void> {
  await noteVersions(ctx, terminalId, changed);
  const changes = changed.flatMap(({ slug, version: after, before }) =>
    before ? [{ slug, before, after }] : [],
  );
  if (changes.length > 0) await noteModuleVersions(ctx, { terminalId, changes });
}
