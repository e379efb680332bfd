import { authorize, type Context, seesStore } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { addressesChanged, lockSettings } from './address.store';
import type { ReceiptSettingCode } from './messages';
import type { OwnSetting } from './model';
import type { SettingTargetInput } from './schema';
import { lockSetting, saveSetting, type SettingTarget, storeInScope, terminalInScope } from './store';

interface FoundTarget {
  readonly target: SettingTarget;
  readonly name: string;
  /** the store it stands in, whose journal it belongs to */
  readonly storeId: string | null;
}

/** What a setting is of, in scope; the one of the organization belongs to who sees all its stores. */
async function findTarget(
  ctx: Context,
  { scope, targetId }: SettingTargetInput,
): Promise<Result<FoundTarget, 'FORBIDDEN' | 'NOT_FOUND'>> {
  if (scope === 'ORGANIZATION') {
    if (!seesStore(ctx, null)) return refusal('FORBIDDEN');
    return success({
      target: { scope, storeId: null, terminalId: null },
      name: 'Организация',
      storeId: null,
    });
  }
  if (scope === 'STORE') {
    const store = await storeInScope(ctx, targetId);
    if (!store) return refusal('NOT_FOUND');
    return success({
      target: { scope, storeId: store.id, terminalId: null },
      name: store.name,
      storeId: store.id,
    });
  }
  const terminal = await terminalInScope(ctx, targetId);
  if (!terminal) return refusal('NOT_FOUND');
  const target = { scope, storeId: null, terminalId: terminal.id };
  return success({ target, name: terminal.name, storeId: terminal.storeId });
}

/**
 * Writes own values of one scope over the version that the person has seen. Somebody else's change in between is
 * CONFLICT_VERSION (details `by`), unless both want the same. The setting of the organization belongs to who sees all
 * its stores. The owner of a new address is asked by a letter. Call inside a transaction.
 */
export async function changeSetting(
  ctx: Context,
  input: { readonly target: SettingTargetInput; readonly version: number },
  own: OwnSetting,
  action: string,
): Promise<Result<{ readonly version: number }, ReceiptSettingCode>> {
  const denied = authorize(ctx, 'receipts.configure');
  if (denied) return denied;
  const found = await findTarget(ctx, input.target);
  if (!found.ok) return found;
  const { target, name, storeId } = found.value;
  await lockSettings(ctx);
  const current = await lockSetting(ctx, target);
  const same = current.printMode === own.printMode && current.defaultEmail === own.defaultEmail;
  if (same && current.version >= input.version) return success({ version: current.version });
  if (current.version !== input.version || !(await saveSetting(ctx, current, own))) {
    return refusal('CONFLICT_VERSION', { by: current.updatedBy ?? 'сотрудник' });
  }
  await addressesChanged(ctx, [current], [own]);
  await audit(ctx, {
    action,
    objectType: 'receiptSetting',
    objectId: target.terminalId ?? target.storeId ?? ctx.organizationId,
    objectName: name,
    storeId,
    before: { printMode: current.printMode, defaultEmail: current.defaultEmail },
    after: { printMode: own.printMode, defaultEmail: own.defaultEmail },
  });
  return success({ version: current.version + 1 });
}
