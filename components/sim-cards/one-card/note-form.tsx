'use client';

import { useState, useSyncExternalStore } from 'react';
import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { TextareaField } from '@/components/ui/textarea';
import { addNote, removeNote } from '@/lib/sim-cards/card/actions';
import { NOTE_MAX } from '@/lib/sim-cards/card/schema';

const nothing = () => () => undefined;

/** What is typed stays in the tab until it is saved, whatever becomes of the session. */
export function NoteForm({ simCardId }: { simCardId: string }) {
  const key = `note:${simCardId}`;
  const draft = useSyncExternalStore(
    nothing,
    () => sessionStorage.getItem(key) ?? '',
    () => '',
  );
  const [typed, setTyped] = useState<string | null>(null);
  const [requestId, setRequestId] = useState(() => crypto.randomUUID());
  const text = typed ?? draft;
  const keep = (value: string) => {
    setTyped(value);
    if (value) sessionStorage.setItem(key, value);
    else sessionStorage.removeItem(key);
  };
  const { run, pending, problem } = useAction(addNote, {
    done: 'Заметка сохранена',
    onSuccess: () => {
      keep('');
      setRequestId(crypto.randomUUID());
    },
  });
  return (
    <form
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) run({ requestId, simCardId, text });
      }}
    >
      <TextareaField
        name="note"
        label="Новая заметка"
        hint="Её увидят все, кому видна карта"
        rows={2}
        maxLength={NOTE_MAX}
        value={text}
        onChange={(event) => keep(event.target.value)}
        error={problem?.message}
      />
      <div>
        <Button
          type="submit"
          size="small"
          disabled={!text.trim()}
          pending={pending}
          pendingLabel="Сохраняем…"
        >
          Добавить заметку
        </Button>
      </div>
    </form>
  );
}

export function RemoveNote({ simCardId, noteId }: { simCardId: string; noteId: string }) {
  const { run, pending } = useAction(removeNote, { done: 'Заметка удалена' });
  return (
    <Button
      size="small"
      variant="quiet"
      icon="trash-2"
      pending={pending}
      onClick={() => run({ simCardId, noteId })}
    >
      Удалить
    </Button>
  );
}
