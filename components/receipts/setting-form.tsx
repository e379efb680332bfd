'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { useAction } from '@/components/forms/use-action';
import { useActionForm } from '@/components/forms/use-action-form';
import { Button } from '@/components/ui/button';
import { InputField } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { ChoiceRow, RadioGroup } from '@/components/ui/radio-group';
import { useToast } from '@/components/ui/toast';
import { resetReceiptSetting, setReceiptSetting } from '@/lib/receipts/actions';
import { checkAddress, likelyMeant } from '@/lib/receipts/email-address.rule';
import { NO_ADDRESS, originText, printModeHints, printModeNames } from '@/lib/receipts/labels';
import { printModes, type SettingView } from '@/lib/receipts/model';
import { leavesBuyerWithout } from '@/lib/receipts/receipt-setting.rule';
import { type ReceiptSettingForm, receiptSettingForm, type SettingTargetInput } from '@/lib/receipts/schema';
import { ConflictNotice } from './conflict-notice';
import { LegalNotice, TapeReminder } from './setting-notices';

const valuesOf = (setting: SettingView, inherits: boolean): ReceiptSettingForm => {
  const { printMode, defaultEmail } = setting.own;
  return {
    printMode: printMode ?? (inherits ? 'INHERIT' : 'ASK'),
    addressFrom:
      defaultEmail === null ? (inherits ? 'INHERIT' : 'NONE') : defaultEmail === '' ? 'NONE' : 'OWN',
    defaultEmail: defaultEmail ?? '',
    version: setting.version,
  };
};

const targetOf = ({ scope, targetId }: SettingView): SettingTargetInput =>
  scope === 'ORGANIZATION' ? { scope, targetId: null } : { scope, targetId: targetId ?? '' };

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

  async function save(values: ReceiptSettingForm) {
    const result = await setReceiptSetting({ ...values, target });
    if (!result.ok && result.code === 'CONFLICT_VERSION') router.refresh();
    return result;
  }
  async function goBack(input: { version: number }) {
    const result = await resetReceiptSetting({ ...input, target });
    if (!result.ok && result.code === 'CONFLICT_VERSION') router.refresh();
    return result;
  }

  const { form, submit, pending, problem } = useActionForm({
    schema: receiptSettingForm,
    action: save,
    defaultValues: valuesOf(setting, inherits),
    onSuccess: ({ version }) => {
      form.reset({ ...form.getValues(), version });
      toast({ title: 'Сохранено', text: 'Кассы получат настройку, как только выйдут на связь' });
    },
  });
  const reset = useAction(goBack, {
    done: 'Своё значение убрано',
    onSuccess: ({ version }) => {
      form.reset({ printMode: 'INHERIT', addressFrom: 'INHERIT', defaultEmail: '', version });
    },
  });
  const [settled, setSettled] = useState<typeof problem>(null);
  const conflict = problem?.code === 'CONFLICT_VERSION' && problem !== settled;

  const [printMode, addressFrom, typed] = useWatch({
    control: form.control,
    name: ['printMode', 'addressFrom', 'defaultEmail'],
  });
  const { errors } = form.formState;
  const checked = checkAddress(typed);
  const meant = addressFrom === 'OWN' ? likelyMeant(typed.trim()) : null;
  const mode = printMode === 'INHERIT' ? setting.inherited.printMode.value : printMode;
  const ownAddress = addressFrom === 'OWN' && checked.ok ? checked.value : null;
  const address = addressFrom === 'INHERIT' ? setting.inherited.defaultEmail.value : ownAddress;
  const { inherited } = setting;

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid max-w-2xl gap-6">
      {conflict ? (
        <ConflictNotice
          message={problem.message}
          saved={setting}
          changed={changed}
          onKeepMine={() => {
            form.setValue('version', setting.version);
            void submit();
          }}
          onTakeSaved={() => {
            form.reset(valuesOf(setting, inherits));
            setSettled(problem);
          }}
        />
      ) : problem && problem !== settled ? (
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
        <InputField
          {...form.register('defaultEmail')}
          label="Адрес"
          type="email"
          inputMode="email"
          autoComplete="off"
          spellCheck={false}
          placeholder="cheki@company.ru"
          error={errors.defaultEmail?.message}
          hint={
            meant ? (
              <>
                Возможно, вы имели в виду{' '}
                <button
                  type="button"
                  className="tap text-accent underline"
                  onClick={() => {
                    form.setValue('defaultEmail', meant, { shouldDirty: true, shouldValidate: true });
                  }}
                >
                  {meant}
                </button>
              </>
            ) : (
              `Один адрес. Действует на кассах с EvotorPOS ${floor} и новее`
            )
          }
        />
      ) : null}

      {leavesBuyerWithout(mode, address) ? <LegalNotice /> : null}
      {mode === 'ELECTRONIC_ONLY' ? <TapeReminder /> : null}

      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" pending={pending} pendingLabel="Сохраняем…" wide>
          Сохранить
        </Button>
        {resetLabel && (setting.own.printMode !== null || setting.own.defaultEmail !== null) ? (
          <Button
            icon="rotate-ccw"
            pending={reset.pending}
            pendingLabel="Возвращаем…"
            wide
            onClick={() => {
              reset.run({ version: setting.version });
            }}
          >
            {resetLabel}
          </Button>
        ) : null}
      </div>
    </form>
  );
}
