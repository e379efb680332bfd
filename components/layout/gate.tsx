import type { ReactNode } from 'react';
import { Icon, type IconName } from '@/components/ui/icon';

export interface GateProps {
  title: string;
  icon?: IconName | undefined;
  children?: ReactNode;
  /** What one gets, line by line. */
  points?: readonly ReactNode[] | undefined;
  action?: ReactNode;
  /** Small print under the action. */
  note?: ReactNode;
  /** The page has no other h1. */
  main?: boolean | undefined;
}

/** Takes the place of a page: an offer, a refusal by role, a missing thing. */
export function Gate({ title, icon, children, points, action, note, main = true }: GateProps) {
  const Heading = main ? 'h1' : 'h2';
  return (
    <div className="max-w-[38rem] py-6 md:py-12">
      {icon ? <Icon name={icon} size={22} className="mb-4 text-ink-2" /> : null}
      <Heading className="text-28 font-semibold tracking-[-0.01em]">{title}</Heading>
      {children ? <div className="mt-3 text-16 text-ink-2">{children}</div> : null}
      {points?.length ? (
        <ul className="mt-5 divide-y divide-line border-y border-line">
          {points.map((point, index) => (
            <li key={index} className="flex gap-3 py-2.5 text-16">
              <Icon name="check" size={18} className="mt-[0.15em] text-accent" />
              <span className="min-w-0">{point}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {action ? <div className="mt-6 flex flex-wrap gap-2">{action}</div> : null}
      {note ? <div className="mt-3 text-13 text-ink-2">{note}</div> : null}
    </div>
  );
}
