import type { Context } from '@/lib/access/context';
import { configEtag, installedOnTerminals, wantedModules } from '@/lib/installations/queries';
import {
  effectiveReceiptSetting,
  findReceiptTerminal,
  organizationReceiptSetting,
  storeReceiptSetting,
} from '@/lib/receipts/queries';
import type { TerminalDetail } from '@/lib/terminals/model';
import { type ConfigAge, configAge } from './config-age.rule';

/** What the terminal is to have against what it last reported as applied. */
export async function appliedConfig(
  ctx: Context,
  { id, storeId, movedAt, applied }: Pick<TerminalDetail, 'id' | 'storeId' | 'movedAt' | 'applied'>,
): Promise<ConfigAge> {
  const [modules, receipts] = await Promise.all([wantedModules(ctx, id), effectiveReceiptSetting(ctx, id)]);
  const etag = configEtag({ modules, receipts });
  if (!applied || applied.etag === etag) return configAge(etag, applied, []);
  const [installed, own, ofStore, ofAll] = await Promise.all([
    installedOnTerminals(ctx, [id]),
    findReceiptTerminal(ctx, id),
    storeReceiptSetting(ctx, storeId),
    organizationReceiptSetting(ctx),
  ]);
  return configAge(etag, applied, [
    movedAt,
    own?.setting.updatedAt ?? null,
    ofStore?.updatedAt ?? null,
    ofAll.updatedAt,
    ...(installed.get(id) ?? []).map(({ requestedAt }) => requestedAt),
  ]);
}
