import { printModeNames } from './labels';
import type { ChosenSetting } from './model';

export interface SettingChange {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

const address = (value: string | null): string => value ?? 'не задан';

/** What of the receipt settings becomes different, in words; nothing where both come to the same. */
export function receiptChanges(before: ChosenSetting, after: ChosenSetting): SettingChange[] {
  const changes: SettingChange[] = [];
  if (before.printMode.value !== after.printMode.value) {
    changes.push({
      label: 'Что делать с чеком',
      before: printModeNames[before.printMode.value],
      after: printModeNames[after.printMode.value],
    });
  }
  if (before.defaultEmail.value !== after.defaultEmail.value) {
    changes.push({
      label: 'Адрес по умолчанию',
      before: address(before.defaultEmail.value),
      after: address(after.defaultEmail.value),
    });
  }
  return changes;
}
