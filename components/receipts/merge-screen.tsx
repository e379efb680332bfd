'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { ChoiceRow, RadioGroup } from '@/components/ui/radio-group';
import { ownAddressText, ownModeText } from '@/lib/receipts/labels';
import { merged, type MergeField, mergeSettings } from '@/lib/receipts/merge.rule';
import type { OwnSetting, SettingView } from '@/lib/receipts/model';

type Side = 'MINE' | 'THEIRS';

const decided = ({ side }: MergeField<unknown>): Side | null => (side === 'SAME' ? 'MINE' : side);

/** One field of both variants; what only one person has changed is chosen already. */
function FieldChoice<T>({
  name,
  label,
  field,
  words,
  by,
  side,
  missing,
  onChoose,
}: {
  name: string;
  label: string;
  field: MergeField<T>;
  words: (value: T) => string;
  by: string;
  side: Side | null;
  missing: boolean;
  onChoose: (side: Side) => void;
}) {
  if (field.side === 'SAME') {
    return (
      <div>
        <p className="text-14 font-semibold">{label}</p>
        <p className="mt-1.5 wrap-anywhere">
          {words(field.mine)} <span className="text-ink-2">— одинаково у обоих</span>
        </p>
      </div>
    );
  }
  const rows = [
    ['MINE', 'Ваш вариант', field.mine],
    ['THEIRS', `Сохранено: ${by}`, field.theirs],
  ] as const;
  const was = field.base === undefined ? null : `Было: ${words(field.base)}`;
  const only = field.side === 'MINE' ? 'Это поле меняли только вы' : 'Вы это поле не меняли';
  return (
    <RadioGroup
      id={name}
      label={label}
      hint={[was, field.side ? only : 'Это поле изменили оба'].filter(Boolean).join('. ')}
      error={missing ? 'Выберите, что оставить' : undefined}
    >
      {rows.map(([value, who, shown]) => (
        <ChoiceRow
          key={value}
          name={name}
          value={value}
          checked={side === value}
          onChange={() => onChoose(value)}
          label={words(shown)}
          hint={who}
          className="wrap-anywhere"
        />
      ))}
    </RadioGroup>
  );
}

/**
 * Somebody else saved first: mine, theirs and what it was, field by field. Nothing is written until a person has chosen;
 * if a third one saves meanwhile, the choice comes back here as «mine».
 */
export function MergeScreen({
  base,
  mine,
  saved,
  by,
  pending,
  onSave,
  onTakeSaved,
}: {
  /** null: not known any more */
  base: OwnSetting | null;
  mine: OwnSetting;
  saved: SettingView;
  /** who has saved, and when */
  by: string;
  pending: boolean;
  onSave: (own: OwnSetting) => void;
  onTakeSaved: () => void;
}) {
  const merge = mergeSettings(base, mine, saved.own);
  const [mode, setMode] = useState(() => decided(merge.printMode));
  const [address, setAddress] = useState(() => decided(merge.defaultEmail));
  const [asked, setAsked] = useState(false);

  function save() {
    setAsked(true);
    if (mode && address) onSave(merged(merge, { printMode: mode, defaultEmail: address }));
  }

  return (
    <section aria-label="Два варианта настройки" className="grid max-w-2xl gap-6">
      <Notice
        tone="attention"
        live="alert"
        title={`Пока вы меняли настройку, её изменил другой человек: ${by}`}
      >
        Ничего не потеряно. Выберите по каждому полю, что оставить, и сохраните.
      </Notice>
      <FieldChoice
        name="merge-mode"
        label="Что делать с чеком"
        field={merge.printMode}
        words={(value) => ownModeText(value, saved.inherited.printMode)}
        by={by}
        side={mode}
        missing={asked && !mode}
        onChoose={setMode}
      />
      <FieldChoice
        name="merge-address"
        label="Адрес по умолчанию"
        field={merge.defaultEmail}
        words={(value) => ownAddressText(value, saved.inherited.defaultEmail)}
        by={by}
        side={address}
        missing={asked && !address}
        onChoose={setAddress}
      />
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" pending={pending} pendingLabel="Сохраняем…" wide onClick={save}>
          Сохранить выбранное
        </Button>
        <Button variant="quiet" disabled={pending} wide onClick={onTakeSaved}>
          Оставить как сохранено
        </Button>
      </div>
    </section>
  );
}
