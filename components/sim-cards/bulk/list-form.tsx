'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { z } from 'zod';
import { useActionForm } from '@/components/forms/use-action-form';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { ChoiceRow, RadioGroup } from '@/components/ui/radio-group';
import { TextareaField } from '@/components/ui/textarea';
import type { ActionResult } from '@/lib/core/action-result';
import { MAX_BYTES, MAX_ROWS } from '@/lib/sim-cards/bulk/card-list.rule';
import { type BulkAction, bulkActions } from '@/lib/sim-cards/bulk/model';

const form = z.object({ action: z.enum(bulkActions), list: z.string() });
type Filled = z.output<typeof form>;
type Sent = ActionResult<{ bulkId: string }>;

const number = new Intl.NumberFormat('ru');
const MB = 1024 * 1024;

const onList = (message: string): Sent => ({
  ok: false,
  code: 'VALIDATION',
  message,
  fields: { list: message },
});

async function send(action: BulkAction, requestId: string, list: string | File): Promise<Sent> {
  const params = new URLSearchParams({ action, requestId });
  if (list instanceof File) params.set('fileName', list.name);
  try {
    const answer = await fetch(`/sim-cards/bulk/list?${params.toString()}`, { method: 'POST', body: list });
    return (await answer.json()) as Sent;
  } catch {
    return onList('Список не отправлен: нет связи с кабинетом. Проверьте интернет и повторите.');
  }
}

/** A pasted list or a file of cards, to be checked. */
export function ListForm() {
  const router = useRouter();
  const request = useRef<{ id: string; action: BulkAction; list: string | File } | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const {
    form: { register, watch, setValue, formState, clearErrors },
    submit,
    pending,
    problem,
  } = useActionForm({
    schema: form,
    defaultValues: { action: 'ACTIVATE', list: '' },
    action: async ({ action, list: text }: Filled): Promise<Sent> => {
      const list = file ?? text;
      if (typeof list === 'string' && list.trim() === '') {
        return onList('Вставьте номера карт или выберите файл.');
      }
      if (file && file.size > MAX_BYTES) {
        return onList(
          `Файл больше ${MAX_BYTES / MB}\u00a0МБ. Оставьте в нём столбец с номерами или разделите на части.`,
        );
      }
      const last = request.current;
      if (last?.action !== action || last.list !== list) {
        request.current = { id: crypto.randomUUID(), action, list };
      }
      return send(action, request.current?.id ?? crypto.randomUUID(), list);
    },
    onSuccess: ({ bulkId }) => router.push(`/sim-cards/bulk/${bulkId}`),
  });
  const action = watch('action');

  function choose(chosen: File | null) {
    setFile(chosen);
    clearErrors('list');
    if (!chosen && picker.current) picker.current.value = '';
  }

  return (
    <form
      noValidate
      className="grid max-w-2xl gap-5"
      onSubmit={(event) => {
        void submit(event);
      }}
    >
      <RadioGroup id="action" label="Что сделать">
        <ChoiceRow
          name="action"
          value="ACTIVATE"
          label="Активировать"
          hint="Стоимость покажем до запуска"
          checked={action === 'ACTIVATE'}
          onChange={() => setValue('action', 'ACTIVATE')}
        />
        <ChoiceRow
          name="action"
          value="DEACTIVATE"
          label="Отключить"
          hint="Про оплату спросим до запуска"
          checked={action === 'DEACTIVATE'}
          onChange={() => setValue('action', 'DEACTIVATE')}
        />
      </RadioGroup>
      {file ? (
        <Field id="chosen" label="Файл со списком" error={formState.errors.list?.message}>
          {(control) => (
            <div {...control} className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="min-w-0 wrap-anywhere">
                {file.name}, {number.format(Math.max(1, Math.round(file.size / 1024)))}&nbsp;КБ
              </span>
              <Button size="small" variant="quiet" icon="x" onClick={() => choose(null)}>
                Убрать файл
              </Button>
            </div>
          )}
        </Field>
      ) : (
        <TextareaField
          {...register('list')}
          label="Номера карт"
          hint={`По одному в строке, до ${number.format(MAX_ROWS)}. Можно вставить столбец или всю таблицу из Excel.`}
          spellCheck={false}
          autoComplete="off"
          className="min-h-48 font-mono"
          error={formState.errors.list?.message}
        />
      )}
      <div>
        <input
          ref={picker}
          id="file"
          type="file"
          accept=".csv,.txt,.tsv,.xlsx,text/csv,text/plain,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          aria-label="Файл CSV или XLSX"
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => choose(event.target.files?.[0] ?? null)}
        />
        <Button icon="upload" onClick={() => picker.current?.click()}>
          {file ? 'Выбрать другой файл' : 'Загрузить файл CSV или XLSX'}
        </Button>
        <p className="mt-1.5 text-13 text-ink-2">
          До {MAX_BYTES / MB}&nbsp;МБ. Столбец с номерами найдём сами.
        </p>
      </div>
      {problem ? (
        <Notice tone="failed" live="alert">
          {problem.message}
        </Notice>
      ) : null}
      <div>
        <Button
          type="submit"
          variant="primary"
          size="large"
          wide
          pending={pending}
          pendingLabel="Проверяем карты…"
        >
          Проверить список
        </Button>
        <p className="mt-2 text-13 text-ink-2">Пока ничего не меняется и не списывается.</p>
      </div>
    </form>
  );
}
