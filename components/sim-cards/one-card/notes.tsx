import { momentText } from '@/lib/core/text';
import type { CardNoteView } from '@/lib/sim-cards/card/model';
import { NoteForm, RemoveNote } from './note-form';

interface NotesProps {
  simCardId: string;
  notes: readonly CardNoteView[];
  mayWrite: boolean;
  /** others' notes too */
  mayRemoveAll: boolean;
  now: Date;
  timeZone: string;
}

export function Notes({ simCardId, notes, mayWrite, mayRemoveAll, now, timeZone }: NotesProps) {
  return (
    <div className="grid gap-4">
      {notes.length > 0 ? (
        <ul aria-label="Заметки" className="divide-y divide-line">
          {notes.map((note) => (
            <li key={note.id} className="grid gap-1 py-3 first:pt-0">
              <p className="max-w-[68ch] break-words whitespace-pre-line">{note.text}</p>
              <div className="flex flex-wrap items-center gap-x-3 text-13 text-ink-2">
                <span>
                  {note.authorName}, {momentText(note.createdAt, now, timeZone)}
                </span>
                {mayWrite && (note.isOwn || mayRemoveAll) ? (
                  <RemoveNote simCardId={simCardId} noteId={note.id} />
                ) : null}
              </div>
            </li>
          ))}
        </ul>
      ) : mayWrite ? null : (
        <p className="text-ink-2">Заметок о карте нет.</p>
      )}
      {mayWrite ? <NoteForm simCardId={simCardId} /> : null}
    </div>
  );
}
