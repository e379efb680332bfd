'use client';

import { FormDialog } from '@/components/forms/form-dialog';
import { useActionForm } from '@/components/forms/use-action-form';
import { InputField } from '@/components/ui/input';
import { useToast } from '@/components/ui/toast';
import { changeDetails } from '@/lib/terminals/actions';
import { changeDetailsInput } from '@/lib/terminals/schema';
import type { EditDetailsProps } from './edit-details';

export default function DetailsDialog({ onClose, ...values }: EditDetailsProps & { onClose: () => void }) {
  const toast = useToast();
  const { form, submit, pending, problem } = useActionForm({
    schema: changeDetailsInput,
    action: changeDetails,
    defaultValues: values,
    onSuccess: ({ name }) => {
      toast({ title: `Данные кассы «${name}» сохранены`, tone: 'works' });
      onClose();
    },
  });
  const { errors } = form.formState;
  return (
    <FormDialog
      title="Данные кассы"
      description="Версию EvotorPOS, IMEI и связь касса сообщает сама. Здесь — то, что записываете вы."
      {...{ submit, pending, problem, onClose }}
      action="Сохранить данные"
      pendingLabel="Сохраняем…"
      cancel="Не менять"
    >
      <InputField
        label="Название кассы"
        maxLength={100}
        autoComplete="off"
        error={errors.name?.message}
        {...form.register('name')}
      />
      <InputField
        label="РНМ"
        hint="16 цифр из карточки регистрации кассы в ФНС"
        mono
        optional
        inputMode="numeric"
        autoComplete="off"
        error={errors.kktRegNumber?.message}
        {...form.register('kktRegNumber')}
      />
      <InputField
        label="Номер ФН"
        hint="16 цифр с наклейки накопителя или из отчёта о регистрации"
        mono
        optional
        inputMode="numeric"
        autoComplete="off"
        error={errors.fiscalDrive?.message}
        {...form.register('fiscalDrive')}
      />
      <InputField
        label="ФН действует до"
        hint="За 30 и за 3 дня кабинет напомнит о замене"
        type="date"
        optional
        error={errors.fiscalDriveExpiresOn?.message}
        {...form.register('fiscalDriveExpiresOn')}
      />
    </FormDialog>
  );
}
