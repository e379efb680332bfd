import type { ReactNode } from 'react';
import { Icon } from './icon';
import { type Tone, toneIcon, toneText } from './tone';

export interface WorklistProps {
  title: string;
  count?: string | undefined;
  children: ReactNode;
}

/** A framed list whose title breaks the frame's top line. */
export function Worklist({ title, count, children }: WorklistProps) {
  return (
    <fieldset className="min-w-0 rounded-surface border border-edge bg-surface px-4 pb-1 md:px-5">
      <legend className="-ms-2 px-2">
        <h2 className="text-16 font-semibold">
          {title}
          {count ? <span className="font-normal text-ink-2 tabular-nums"> · {count}</span> : null}
        </h2>
      </legend>
      <ul className="divide-y divide-line">{children}</ul>
    </fieldset>
  );
}

export interface WorkItemProps {
  tone: Tone;
  /** Spoken name of the tone: «Сбой», «Внимание». */
  toneLabel: string;
  children: ReactNode;
  note?: ReactNode;
  action?: ReactNode;
}

export function WorkItem({ tone, toneLabel, children, note, action }: WorkItemProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 py-2.5">
      <div className="flex min-w-56 flex-1 gap-3">
        <Icon name={toneIcon[tone]} size={18} label={toneLabel} className={`mt-[0.08em] ${toneText[tone]}`} />
        <div className="max-w-[76ch] min-w-0">
          <p>{children}</p>
          {note ? <p className="text-13 text-ink-2">{note}</p> : null}
        </div>
      </div>
      {action ? <div className="flex gap-2 max-md:ps-7.5">{action}</div> : null}
    </li>
  );
}
