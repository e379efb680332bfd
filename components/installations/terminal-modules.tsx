import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import type { Tone } from '@/components/ui/tone';
import { installationStateNames, installationTones } from '@/lib/installations/labels';
import type { InstallationState } from '@/lib/installations/model';

export interface TerminalModuleLine {
  readonly slug: string;
  readonly name: string;
  readonly summary: string;
  readonly state: InstallationState | null;
  readonly blocked: boolean;
  readonly details: readonly string[];
  readonly action: ReactNode;
}

function look(line: TerminalModuleLine): { tone: Tone; words: string } {
  if (line.state === null) return { tone: 'off', words: 'Не установлен' };
  if (line.state === 'INSTALLED' && line.blocked) return { tone: 'failed', words: 'Не работает' };
  return { tone: installationTones[line.state], words: installationStateNames[line.state] };
}

export function TerminalModules({ lines }: { lines: readonly TerminalModuleLine[] }) {
  return (
    <ul className="divide-y divide-line">
      {lines.map((line) => {
        const { tone, words } = look(line);
        return (
          <li
            key={line.slug}
            className="grid gap-x-6 gap-y-1.5 py-3 md:grid-cols-[minmax(0,1fr)_11rem_auto] md:items-start"
          >
            <div className="min-w-0">
              <p className="font-semibold">{line.name}</p>
              <p className="text-13 text-ink-2">{line.summary}</p>
              {line.details.map((text) => (
                <p key={text} className="mt-1 text-13">
                  {text}
                </p>
              ))}
            </div>
            <Badge tone={tone}>{words}</Badge>
            <div className="flex flex-wrap gap-2 md:min-w-32 md:justify-end">{line.action}</div>
          </li>
        );
      })}
    </ul>
  );
}
