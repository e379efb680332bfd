import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { NO_ADDRESS, printModeNames } from '@/lib/receipts/labels';
import type { SettingView } from '@/lib/receipts/model';

/** Two people at once: the second sees what the first has saved and decides; what was typed stays in the form. */
export function ConflictNotice({
  message,
  saved,
  changed,
  onKeepMine,
  onTakeSaved,
}: {
  message: string;
  saved: SettingView;
  changed: string | null;
  onKeepMine: () => void;
  onTakeSaved: () => void;
}) {
  const { printMode, defaultEmail } = saved.chosen;
  return (
    <Notice tone="attention" live="alert" title={message}>
      <span className="wrap-anywhere">
        Сейчас сохранено: {printModeNames[printMode.value].toLowerCase()}, адрес по умолчанию —{' '}
        {defaultEmail.value ?? NO_ADDRESS.toLowerCase()}
        {changed ? ` (${changed})` : ''}.
      </span>
      <span className="mt-3 flex flex-wrap gap-2">
        <Button size="small" onClick={onKeepMine}>
          Сохранить мой вариант
        </Button>
        <Button size="small" variant="quiet" onClick={onTakeSaved}>
          Взять сохранённый
        </Button>
      </span>
    </Notice>
  );
}
