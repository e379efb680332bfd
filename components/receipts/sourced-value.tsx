import type { ReactNode } from 'react';
import { toneText } from '@/components/ui/tone';
import { NO_ADDRESS, NOT_CONFIRMED, originText, printModeNames } from '@/lib/receipts/labels';
import type { SettingView } from '@/lib/receipts/model';

type Setting = Pick<SettingView, 'scope' | 'storeName' | 'chosen'>;

function Sourced({ children, origin }: { children: ReactNode; origin: string }) {
  return (
    <>
      <span className="wrap-anywhere">{children}</span>
      <span className="block text-13 text-ink-2">{origin}</span>
    </>
  );
}

/** «Бумажный и электронный», under it «из магазина „Центральный“». */
export function SourcedMode({ setting }: { setting: Setting }) {
  const { printMode } = setting.chosen;
  return <Sourced origin={originText(setting, printMode)}>{printModeNames[printMode.value]}</Sourced>;
}

export function SourcedAddress({ setting }: { setting: Setting }) {
  const { defaultEmail, addressConfirmed } = setting.chosen;
  return (
    <>
      <Sourced origin={originText(setting, defaultEmail)}>{defaultEmail.value ?? NO_ADDRESS}</Sourced>
      {defaultEmail.value !== null && !addressConfirmed ? (
        <span className={`block text-13 ${toneText.attention}`}>{NOT_CONFIRMED}</span>
      ) : null}
    </>
  );
}
