'use client';

import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { useWatch } from 'react-hook-form';
import { useAction } from '@/components/forms/use-action';
import { useActionForm } from '@/components/forms/use-action-form';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { ChoiceRow, RadioGroup } from '@/components/ui/radio-group';
import { useToast } from '@/components/ui/toast';
import { resetReceiptSetting, setReceiptSetting } from '@/lib/receipts/actions';
import { checkAddress } from '@/lib/receipts/email-address.rule';
import { NO_ADDRESS, originText, printModeHints, printModeNames } from '@/lib/receipts/labels';
import { type OwnSetting, printModes, type SettingView } from '@/lib/receipts/model';
import { leavesBuyerWithout } from '@/lib/receipts/receipt-setting.rule';
import {
  ownSetting,
  type ReceiptSettingForm,
  receiptSettingForm,
  type SettingTargetInput,
} from '@/lib/receipts/schema';
import { AddressInput } from './address-input';
import { MergeScreen } from './merge-screen';
import { LegalNotice, TapeReminder } from './setting-notices';

const NOTHING: OwnSetting = { printMode: null, defaultEmail: null };

const valuesOf = (own: OwnSetting, version: number, inherits: boolean): ReceiptSettingForm => {
  const { printMode, defaultEmail } = own;
  return {
    printMode: printMode ?? (inherits ? 'INHERIT' : 'ASK'),
    addressFrom:
      defaultEmail === null ? (inherits ? 'INHERIT' : 'NONE') : defaultEmail === '' ? 'NONE' : 'OWN',
    defaultEmail: defaultEmail ?? '',
    version,
  };
};

const targetOf = ({ scope, targetId }: SettingView): SettingTargetInput =>
  scope === 'ORGANIZATION' ? { scope, targetId: null } : { scope, targetId: targetId ?? '' };

/** What a person wanted to save, over what, and since which version it did not go. */
interface Conflict {
  readonly base: OwnSetting | null;
  readonly mine: OwnSetting;
  readonly version: number;
}

export function SettingForm({
  setting,
  resetLabel,
  changed,
  floor,
}: {
  setting: SettingView;
  /** «Вернуть как у организации»; null: there is nothing to go back to */
  resetLabel: string | null;
  /** when and by whom it was changed last, in words */
  changed: string | null;
  /** «8.4.2 или 6.42.8» */
  floor: string;
}) {
  const inherits = setting.scope !== 'ORGANIZATION';
  const target = targetOf(setting);
  const router = useRouter();
  const toast = useToast();
  const [base, setBase] = useState({ own: setting.own, version: setting.version });
  const [conflict, setConflict] = useState<Conflict | null>(null);

  /** Somebody was first: what they have saved comes with the page, what was wanted stays here. */
  function collide(mine: OwnSetting, version: number, over: typeof base) {
    setConflict({ base: over.version === version ? over.own : null, mine, version });
    router.refresh();
  }
  async function save(values: ReceiptSettingForm) {
    const result = await setReceiptSetting({ ...values, target });
    if (!result.ok && result.code === 'CONFLICT_VERSION') collide(ownSetting(values), values.version, base);
    return result;
  }
  async function goBack(input: { version: number }) {
    const result = await resetReceiptSetting({ ...input, target });
    if (!result.ok && result.code === 'CONFLICT_VERSION') collide(NOTHING, input.version, base);
    return result;
  }
  function show(own: OwnSetting, version: number) {
    setBase({ own, version });
    setConflict(null);
    form.reset(valuesOf(own, version, inherits));
  }
  const told = () =>
    toast({ title: 'Сохранено', text: 'Кассы получат настройку, как только выйдут на связь' });

  const { form, submit, pending, problem, refuse } = useActionForm({
    schema: receiptSettingForm,
    action: save,
    defaultValues: valuesOf(base.own, base.version, inherits),
    onSuccess: ({ version }) => {
      show(ownSetting(form.getValues()), version);
      told();
    },
  });
  const reset = useAction(goBack, {
    done: 'Своё значение убрано',
    onSuccess: ({ version }) => {
      show(NOTHING, version);
    },
  });
  const [merging, startMerging] = useTransition();

  function saveMerged(own: OwnSetting) {
    const values = valuesOf(own, setting.version, inherits);
    startMerging(async () => {
      const result = await setReceiptSetting({ ...values, target });
      if (result.ok) {
        show(own, result.value.version);
        told();
      } else if (result.code === 'CONFLICT_VERSION') {
        collide(own, setting.version, setting);
      } else {
        form.reset(values);
        refuse(result);
      }
    });
  }

  const [printMode, addressFrom, typed] = useWatch({
    control: form.control,
    name: ['printMode', 'addressFrom', 'defaultEmail'],
  });
  const { errors } = form.formState;
  const checked = checkAddress(typed);
  const mode = printMode === 'INHERIT' ? setting.inherited.printMode.value : printMode;
  const ownAddress = addressFrom === 'OWN' && checked.ok ? checked.value : null;
  const address = addressFrom === 'INHERIT' ? setting.inherited.defaultEmail.value : ownAddress;
  const { inherited } = setting;

  if (conflict) {
    return setting.version > conflict.version ? (
      <MergeScreen
        key={setting.version}
        base={conflict.base}
        mine={conflict.mine}
        saved={setting}
        by={changed ?? 'другой человек'}
        pending={merging}
        onSave={saveMerged}
        onTakeSaved={() => {
          show(setting.own, setting.version);
        }}
      />
    ) : (
      <Notice tone="waits" live="status">
        Настройку изменил другой человек. Загружаем, что сохранено: ваш вариант не потерян.
      </Notice>
    );
  }

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid max-w-2xl gap-6">
      {problem && problem.code !== 'CONFLICT_VERSION' ? (
        <Notice tone="failed" live="alert">
          {problem.message}
        </Notice>
      ) : null}

      <RadioGroup id="print-mode" label="Что делать с чеком" error={errors.printMode?.message}>
        {inherits ? (
          <ChoiceRow
            {...form.register('printMode')}
            value="INHERIT"
            label={`Как задано выше: ${printModeNames[inherited.printMode.value].toLowerCase()}`}
            hint={originText(setting, inherited.printMode)}
          />
        ) : null}
        {printModes.map((each) => (
          <ChoiceRow
            key={each}
            {...form.register('printMode')}
            value={each}
            label={printModeNames[each]}
            hint={printModeHints[each]}
          />
        ))}
      </RadioGroup>

      <RadioGroup
        id="address-from"
        label="Адрес по умолчанию"
        hint="Сюда уходит чек, когда покупатель не назвал свой адрес"
        error={errors.addressFrom?.message}
      >
        {inherits ? (
          <ChoiceRow
            {...form.register('addressFrom')}
            value="INHERIT"
            label={`Как задано выше: ${inherited.defaultEmail.value ?? NO_ADDRESS.toLowerCase()}`}
            hint={originText(setting, inherited.defaultEmail)}
            className="wrap-anywhere"
          />
        ) : null}
        <ChoiceRow
          {...form.register('addressFrom')}
          value="NONE"
          label={NO_ADDRESS}
          hint="Без адреса покупателя касса напечатает чек"
        />
        <ChoiceRow {...form.register('addressFrom')} value="OWN" label="Свой адрес" />
      </RadioGroup>

      {addressFrom === 'OWN' ? (
        <AddressInput
          field={form.register('defaultEmail')}
          label="Адрес"
          typed={typed}
          error={errors.defaultEmail?.message}
          hint={`Один адрес. Его владелец получит письмо и должен согласиться. Действует на кассах с EvotorPOS ${floor} и новее`}
          onTake={(meant) => {
            form.setValue('defaultEmail', meant, { shouldDirty: true, shouldValidate: true });
          }}
        />
      ) : null}

      {leavesBuyerWithout(mode, address) ? <LegalNotice /> : null}
      {mode === 'ELECTRONIC_ONLY' ? <TapeReminder /> : null}

      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" pending={pending} pendingLabel="Сохраняем…" wide>
          Сохранить
        </Button>
        {resetLabel && (base.own.printMode !== null || base.own.defaultEmail !== null) ? (
          <Button
            icon="rotate-ccw"
            pending={reset.pending}
            pendingLabel="Возвращаем…"
            wide
            onClick={() => {
              reset.run({ version: base.version });
            }}
          >
            {resetLabel}
          </Button>
        ) : null}
      </div>
    </form>
  );
}
