'use client';

import { useRouter } from 'next/navigation';
import { type DragEvent, useRef, useState } from 'react';
import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { Notice } from '@/components/ui/notice';
import type { ActionResult } from '@/lib/core/action-result';

type Sent = ActionResult<{ statementId: string; first: boolean }>;

const MB = 1024 * 1024;
const number = new Intl.NumberFormat('ru');

const refused = (message: string): Sent => ({ ok: false, code: 'VALIDATION', message });

async function send(file: File): Promise<Sent> {
  const params = new URLSearchParams({ fileName: file.name });
  try {
    const answer = await fetch(`/finance/bank/upload?${params.toString()}`, { method: 'POST', body: file });
    return (await answer.json()) as Sent;
  } catch {
    return refused('Файл не отправлен: нет связи с кабинетом. Проверьте интернет и повторите.');
  }
}

/** A statement of the bank: dropped here or chosen, then taken in. */
export function StatementForm({ mostBytes }: { mostBytes: number }) {
  const router = useRouter();
  const picker = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [over, setOver] = useState(false);
  const { run, pending, problem } = useAction(
    (chosen: File | null): Promise<Sent> => {
      if (!chosen) return Promise.resolve(refused('Выберите файл выписки.'));
      if (chosen.size === 0) return Promise.resolve(refused('Файл пустой. Выгрузите выписку заново.'));
      if (chosen.size > mostBytes) {
        return Promise.resolve(
          refused(`Файл больше ${mostBytes / MB}\u00a0МБ. Выгрузите выписку за меньший срок.`),
        );
      }
      return send(chosen);
    },
    {
      onSuccess: ({ statementId, first }) =>
        router.push(`/finance/bank/${statementId}${first ? '' : '?again=1'}`),
    },
  );

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    setFile(event.dataTransfer.files.item(0));
  }

  return (
    <form
      noValidate
      className="grid max-w-2xl gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        run(file);
      }}
    >
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={cx(
          'grid justify-items-start gap-2 rounded-control border border-dashed p-4 md:p-6',
          over ? 'border-accent bg-accent-tint' : 'border-edge',
        )}
      >
        <input
          ref={picker}
          type="file"
          accept=".txt,text/plain"
          aria-label="Файл выписки"
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => setFile(event.target.files?.[0] ?? null)}
        />
        <Button icon="upload" onClick={() => picker.current?.click()}>
          {file ? 'Выбрать другой файл' : 'Выбрать файл'}
        </Button>
        <p className="wrap-anywhere text-ink-2" aria-live="polite">
          {file
            ? `${file.name}, ${number.format(Math.max(1, Math.round(file.size / 1024)))}\u00a0КБ`
            : 'или перетащите его сюда. Обычно он называется kl_to_1c.txt'}
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
          pendingLabel="Сверяем платежи…"
        >
          Загрузить выписку
        </Button>
      </div>
    </form>
  );
}
