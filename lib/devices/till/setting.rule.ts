import type { EffectiveReason, EffectiveSetting, TerminalFacts } from '@/lib/receipts/model';
import { effectiveSetting } from '@/lib/receipts/receipt-setting.rule';
import type { Till } from './model';

const verdicts = {
  POS_VERSION_TOO_OLD: 'TOO_OLD',
  POS_VERSION_UNSUPPORTED: 'UNSUPPORTED_LINE',
  POS_VERSION_UNKNOWN: 'UNKNOWN',
} as const satisfies Partial<Record<EffectiveReason, TerminalFacts['version']>>;

const isVersion = (reason: string): reason is keyof typeof verdicts => reason in verdicts;

/**
 * What is in force at the till right now: the configuration as it was pulled, with the one fact that the till knows
 * better than the cabinet, whether it is autonomous at this moment. Without a configuration it prints.
 */
export function settingAtTill({
  config,
  condition,
}: Pick<Till, 'config'> & { readonly condition: Pick<Till['condition'], 'ofdMode'> }): EffectiveSetting {
  const receipts = config?.receipts;
  const reasons = receipts?.reasons ?? ['MODULE_NOT_WORKING'];
  const version = reasons.find(isVersion);
  return effectiveSetting(
    {
      printMode: { value: receipts?.chosenPrintMode ?? 'ASK', from: 'DEFAULT' },
      defaultEmail: { value: receipts?.defaultEmail ?? null, from: 'DEFAULT' },
      addressConfirmed: !reasons.includes('ADDRESS_NOT_CONFIRMED'),
    },
    {
      autonomous: condition.ofdMode === 'AUTONOMOUS',
      moduleWorks: !reasons.includes('MODULE_NOT_WORKING'),
      version: version === undefined ? 'OK' : verdicts[version],
    },
  );
}
