import type { ReactNode } from 'react';
import { BareLink } from './link';

export function FigureRow({ children }: { children: ReactNode }) {
  return (
    <div className="grid grid-cols-1 gap-y-6 sm:grid-cols-2 sm:gap-x-8 lg:auto-cols-fr lg:grid-flow-col lg:grid-cols-none">
      {children}
    </div>
  );
}

export interface FigureLine {
  value: string;
  label: string;
  href?: string | undefined;
}

export interface FigureProps {
  label: string;
  value?: string | undefined;
  /** A line of words under the value. */
  note?: string | undefined;
  href?: string | undefined;
  /** Each line may lead to its own filtered list. */
  lines?: readonly FigureLine[] | undefined;
}

export function Figure({ label, value, note, href, lines }: FigureProps) {
  const head = (
    <>
      <span className="block text-ink-2">{label}</span>
      {value ? <span className="block text-28 font-semibold tabular-nums">{value}</span> : null}
    </>
  );
  return (
    <div className="border-t border-edge/70 pt-2.5">
      {href ? (
        <BareLink href={href} className="rounded-tick decoration-edge underline-offset-4 hover:underline">
          {head}
        </BareLink>
      ) : (
        head
      )}
      {note ? <p className="mt-1 text-ink-2">{note}</p> : null}
      {lines?.length ? (
        <ul className="mt-1.5">
          {lines.map((line) => (
            <li key={line.label}>
              {line.href ? (
                <BareLink
                  href={line.href}
                  className="flex min-h-7 items-baseline gap-2 rounded-tick decoration-edge underline-offset-4 hover:underline touch:min-h-11 touch:items-center"
                >
                  <Line {...line} />
                </BareLink>
              ) : (
                <span className="flex min-h-7 items-baseline gap-2">
                  <Line {...line} />
                </span>
              )}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function Line({ value, label }: FigureLine) {
  return (
    <>
      <span className="min-w-7 font-semibold whitespace-nowrap tabular-nums">{value}</span>
      <span className="min-w-0 text-ink-2">{label}</span>
    </>
  );
}
