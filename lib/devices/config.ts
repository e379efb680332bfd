import { noteFetched } from '@/lib/installations/commands/report-applied';
import { configEtag, type WantedModule, wantedModules } from '@/lib/installations/queries';
import { db } from '@/lib/platform/db';
import { effectiveReceiptSetting } from '@/lib/receipts/queries';
import { noteApplied } from '@/lib/terminals/commands/note-applied';
import { type CallRow, findCall } from './call.store';
import type { Device } from './device';

export interface DeviceConfig {
  readonly etag: string;
  /** with the tag in it */
  readonly json: string;
  readonly modules: readonly WantedModule[];
}

/** A change of the catalogue, which is no part of the grounds, comes this late at most. */
const KEPT_MS = 60_000;
const KEPT_AT_MOST = 5_000;

const kept = new Map<string, { readonly config: DeviceConfig; readonly until: number }>();

/** Terminals of one organization with equal grounds have one configuration. */
const keyOf = (row: CallRow): string =>
  JSON.stringify([
    row.organization_id,
    row.pos_version,
    row.model,
    row.ofd_mode,
    row.installations,
    row.requested,
    row.plans,
    row.settings,
  ]);

async function worked({ ctx, terminalId }: Device): Promise<DeviceConfig> {
  const [modules, receipts] = await Promise.all([
    wantedModules(ctx, terminalId),
    effectiveReceiptSetting(ctx, terminalId),
  ]);
  const etag = configEtag({ modules, receipts });
  return { etag, json: JSON.stringify({ etag, modules, receipts }), modules };
}

function keep(key: string, config: DeviceConfig): void {
  kept.delete(key);
  kept.set(key, { config, until: performance.now() + KEPT_MS });
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT_AT_MOST) break;
    kept.delete(oldest);
  }
}

/**
 * What the terminal is to have and how it is to treat receipts, with the tag of exactly this content. It is worked out
 * once for equal grounds, which come with the token; nothing has to be told that it is out of date.
 */
export async function configOf(device: Device): Promise<DeviceConfig> {
  const key = keyOf(device.grounds);
  const found = kept.get(key);
  if (found && found.until > performance.now()) return found.config;
  const config = await worked(device);
  const after = await findCall(db(), device.tokenHash);
  if (after && keyOf(after) === key) keep(key, config);
  return config;
}

/** The terminal has this configuration now: what it asks for waits for the terminal, and nothing that came later. */
export const noteConfigFetched = ({ ctx, terminalId }: Device, { modules }: DeviceConfig): Promise<void> =>
  noteFetched(ctx, terminalId, modules);

/** The terminal names this configuration as the one it has; written once, in case its report has been lost. */
export async function noteConfigHeld({ ctx, terminalId, grounds }: Device, etag: string): Promise<void> {
  if (grounds.applied_etag !== etag) await noteApplied(ctx, { terminalId, etag });
}
