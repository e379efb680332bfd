import { Badge } from '@/components/ui/badge';
import { Icon } from '@/components/ui/icon';
import { Link } from '@/components/ui/link';
import type { Tone } from '@/components/ui/tone';
import { groupedBy } from '@/lib/core/group';
import { counted } from '@/lib/core/text';

export interface GroupedTerminal {
  readonly id: string;
  readonly name: string;
  readonly storeName: string;
}

/** Terminals with the same fate, folded: what it is, why, how many; unfolded, their names by store. */
export function TerminalGroup({
  tone,
  title,
  lines,
  terminals,
}: {
  tone: Tone;
  title: string;
  lines: readonly string[];
  terminals: readonly GroupedTerminal[];
}) {
  return (
    <li>
      <details className="group">
        <summary className="grid min-h-12 gap-x-4 gap-y-0.5 rounded-control py-3 md:grid-cols-[minmax(0,1fr)_8rem]">
          <span className="flex min-w-0 items-start gap-2">
            <Icon
              name="chevron-right"
              size={14}
              className="mt-1 text-ink-2 transition-transform group-open:rotate-90"
            />
            <span className="min-w-0">
              <Badge tone={tone}>{title}</Badge>
              {lines.map((line) => (
                <span key={line} className="block text-14 text-ink-2">
                  {line}
                </span>
              ))}
            </span>
          </span>
          <span className="ps-5.5 font-semibold tabular-nums md:text-end">
            {counted(terminals.length, ['касса', 'кассы', 'касс'])}
          </span>
        </summary>
        <div className="grid gap-3 ps-5.5 pb-4">
          {[...groupedBy(terminals, (each) => each.storeName)].map(([store, rows]) => (
            <div key={store}>
              <p className="text-13 text-ink-2">{store}</p>
              <ul className="columns-2 gap-x-6 md:columns-3">
                {rows.map((each) => (
                  <li key={each.id} className="break-inside-avoid py-1">
                    <Link href={`/terminals/${each.id}`} look="row">
                      {each.name}
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      </details>
    </li>
  );
}
