'use client';

import { useState } from 'react';
import { useActionForm } from '@/components/forms/use-action-form';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { SelectField } from '@/components/ui/select';
import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import { TextareaField } from '@/components/ui/textarea';
import type { Tone } from '@/components/ui/tone';
import { counted } from '@/lib/core/text';
import { claimList } from '@/lib/sim-cards/claim/actions';
import { CLAIM_LIST_LIMIT, type ClaimAnswer, type ClaimedLine } from '@/lib/sim-cards/claim/model';
import { claimListInput } from '@/lib/sim-cards/claim/schema';
import type { ClaimFormProps } from './claim-form';

const answers: Readonly<Record<ClaimAnswer, { tone: Tone; words: string }>> = {
  ADDED: { tone: 'works', words: 'Добавлена' },
  YOURS: { tone: 'waits', words: 'Уже ваша' },
  NOT_A_NUMBER: { tone: 'failed', words: 'Не номер карты' },
  NOT_ADDED: { tone: 'failed', words: 'Не добавлена' },
  LATER: { tone: 'attention', words: 'Повторите позже' },
};

export function ClaimListForm({ stores, storeId, storeOptional }: Omit<ClaimFormProps, 'terminals'>) {
  const [requestId, setRequestId] = useState(() => crypto.randomUUID());
  const [lines, setLines] = useState<readonly ClaimedLine[]>([]);
  const { form, submit, pending, problem } = useActionForm({
    schema: claimListInput,
    action: (input) => claimList({ ...input, requestId }),
    defaultValues: { requestId, storeId, text: '' },
    onSuccess: (result) => {
      setLines(result.lines);
      setRequestId(crypto.randomUUID());
      const left = result.lines.filter(({ simCardId }) => simCardId === null);
      form.reset({ ...form.getValues(), text: left.map(({ text }) => text).join('\n') });
    },
  });
  const { errors } = form.formState;
  return (
    <div className="grid gap-8">
      <form noValidate onSubmit={submit} className="grid max-w-xl gap-5">
        <TextareaField
          label="Номера карт"
          hint={`По одному в строке, не больше ${CLAIM_LIST_LIMIT}. Можно вставить столбец из таблицы`}
          rows={8}
          spellCheck={false}
          error={errors.text?.message}
          {...form.register('text')}
        />
        <SelectField
          label="Магазин"
          options={[
            ...(storeOptional ? [{ value: '', label: 'Без магазина' }] : []),
            ...stores.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          error={errors.storeId?.message}
          {...form.register('storeId')}
        />
        {problem ? (
          <Notice tone="failed" live="alert">
            {problem.message}
          </Notice>
        ) : null}
        <div>
          <Button type="submit" variant="primary" pending={pending} pendingLabel="Проверяем у операторов…">
            Добавить карты
          </Button>
        </div>
      </form>
      {lines.length > 0 ? <Answers lines={lines} /> : null}
    </div>
  );
}

function Answers({ lines }: { lines: readonly ClaimedLine[] }) {
  const added = lines.filter(({ answer }) => answer === 'ADDED').length;
  const left = lines.filter(({ simCardId }) => simCardId === null).length;
  return (
    <section className="grid gap-3">
      <Notice
        tone={left === 0 ? 'works' : added === 0 ? 'failed' : 'attention'}
        live="status"
        title={`Добавлено ${counted(added, ['карта', 'карты', 'карт'])} из ${lines.length}`}
      >
        {left > 0 ? 'Остальные строки остались в поле выше: исправьте их и добавьте снова.' : null}
      </Notice>
      <Table caption="Что стало с каждой строкой">
        <THead>
          <TH align="end">Строка</TH>
          <TH>Номер</TH>
          <TH>Ответ</TH>
          <TH>Что делать</TH>
        </THead>
        <TBody>
          {lines.map(({ line, text, answer, message, simCardId }) => (
            <TR key={line}>
              <TD align="end" phone="aside" className="tabular-nums">
                {line}
              </TD>
              <TD phone="main" className="font-mono break-all">
                {simCardId ? <Link href={`/sim-cards/${simCardId}`}>{text}</Link> : text}
              </TD>
              <TD phone="lead">
                <Badge tone={answers[answer].tone}>{answers[answer].words}</Badge>
              </TD>
              <TD phone="sub">{message ?? (answer === 'ADDED' ? 'Можно активировать' : '')}</TD>
            </TR>
          ))}
        </TBody>
      </Table>
    </section>
  );
}
