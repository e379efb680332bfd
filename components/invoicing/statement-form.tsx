'use client';

import { useRouter } from 'next/navigation';
import { type DragEvent, useRef, useState, useTransition } from 'react';
import { withConfirmation } from '@/components/forms/confirm-again';
import { signInAgain } from '@/components/forms/sign-in-again';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { Notice } from '@/components/ui/notice';
import type { ActionResult } from '@/lib/core/action-result';

type Sent = ActionResult<{ statementId: string; first: boolean }>;

const MB = 1024 * 1024;
const LONGEST_NAME = 200;
const number = new Intl.NumberFormat('ru');

const refused = (message: string): Sent => ({ ok: false, code: 'VALIDATION', message });

/** Why a file is not even sent; null: it is. */
function problemOf(file: File, mostBytes: number): string | null {
  if (file.size === 0) return 'Файл пустой. Выгрузите выписку заново.';
  if (file.size <= mostBytes) return null;
  return `Файл больше ${mostBytes / MB}\u00a0МБ. Выгрузите выписку за меньший срок.`;
}

async function send(file: File): Promise<Sent> {
  const params = new URLSearchParams({ fileName: file.name.slice(-LONGEST_NAME) });
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
  const [pending, start] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);

  function choose(chosen: File | null) {
    setFile(chosen);
    setProblem(null);
  }

  /** A refusal stands where the file was chosen and nowhere else. */
  function takeIn() {
    const wrong = file ? problemOf(file, mostBytes) : 'Выберите файл выписки.';
    setProblem(wrong);
    if (!file || wrong !== null) return;
    start(async () => {
      const result = await withConfirmation(() => send(file));
      if (result.ok) {
        const { statementId, first } = result.value;
        router.push(`/finance/bank/${statementId}${first ? '' : '?again=1'}`);
      } else if (result.code === 'SIGNED_OUT') signInAgain();
      else setProblem(result.message);
    });
  }

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    choose(event.dataTransfer.files.item(0));
  }

  return (
    <form
      noValidate
      className="grid max-w-2xl gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        takeIn();
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
          onChange={(event) => choose(event.target.files?.[0] ?? null)}
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
          {problem}
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
