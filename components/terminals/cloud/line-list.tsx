'use client';

import type { ReactNode } from 'react';
import { Section } from '@/components/layout/section';
import { Checkbox } from '@/components/ui/checkbox';

/** So many lines of one kind are drawn; the rest is taken over with them, and said so. */
const MOST = 200;

export interface Line {
  /** `terminals:` or `stores:` with the key of the cloud */
  readonly id: string;
  readonly title: string;
  readonly note: ReactNode;
}

export interface LineListProps {
  title: string;
  lead?: string | undefined;
  lines: readonly Line[];
  left: ReadonlySet<string>;
  onToggle: (id: string) => void;
}

/** Lines of a difference, each with a tick: without it the line is left as it is. */
export function LineList({ title, lead, lines, left, onToggle }: LineListProps) {
  if (lines.length === 0) return null;
  return (
    <Section title={title} count={String(lines.length)} lead={lead}>
      <ul className="divide-y divide-line">
        {lines.slice(0, MOST).map(({ id, title: name, note }) => (
          <li key={id} className="py-1">
            <Checkbox
              name="line"
              value={id}
              label={<span className="wrap-anywhere">{name}</span>}
              hint={note}
              checked={!left.has(id)}
              onChange={() => onToggle(id)}
            />
          </li>
        ))}
      </ul>
      {lines.length > MOST ? (
        <p className="mt-2 text-ink-2">И ещё {lines.length - MOST}: они войдут в импорт целиком.</p>
      ) : null}
    </Section>
  );
}
