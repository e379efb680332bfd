import { InstallButton, UninstallDialog } from '@/components/installations/terminal-module-buttons';
import { Button } from '@/components/ui/button';
import { Icon, type IconName } from '@/components/ui/icon';
import type { Permission } from '@/lib/access/permission.rule';
import { type Tone, toneIcon, toneText } from '@/components/ui/tone';
import { readinessWords } from '@/lib/receipts/labels';
import type { Readiness, ReadinessStatus } from '@/lib/receipts/model';
import { type ReadinessFix, readinessFix } from '@/lib/receipts/readiness-fix.rule';
import { AskOwnerButton } from './ask-owner-button';

const looks: Readonly<Record<ReadinessStatus, { tone: Tone; icon: IconName; spoken: string }>> = {
  DONE: { tone: 'works', icon: toneIcon.works, spoken: 'Готово' },
  WAITING: { tone: 'waits', icon: toneIcon.waits, spoken: 'Выполняется' },
  MISSING: { tone: 'failed', icon: toneIcon.failed, spoken: 'Не готово' },
  LIMITED: { tone: 'attention', icon: toneIcon.attention, spoken: 'Внимание' },
  REMINDER: { tone: 'off', icon: 'info', spoken: 'Напоминание' },
};

interface Named {
  readonly id: string;
  readonly name: string;
}

/** The button that puts it right, or leads there; without the right to it, whom to ask. */
function Fix({ fix, terminal }: { fix: ReadinessFix; terminal: Named }) {
  switch (fix.kind) {
    case 'INSTALL':
      return (
        <InstallButton
          terminalId={terminal.id}
          moduleSlug={fix.moduleSlug}
          moduleName={fix.name}
          label={fix.label}
          complete
        />
      );
    case 'UNINSTALL':
      return (
        <UninstallDialog
          terminalId={terminal.id}
          terminalName={terminal.name}
          moduleSlug={fix.moduleSlug}
          moduleName={fix.name}
        />
      );
    case 'LETTER':
      return <AskOwnerButton target={{ scope: 'TERMINAL', targetId: terminal.id }} />;
    case 'LINK':
      return (
        <Button size="small" href={fix.href}>
          {fix.label}
        </Button>
      );
    case 'ASK':
      return <p className="max-w-56 text-13 text-ink-2">{fix.text}</p>;
  }
}

export function ReadinessList({
  readiness,
  terminal,
  may,
  posVersion,
  floor,
  paperNote,
}: {
  readiness: Readiness;
  terminal: Named;
  may: (permission: Permission) => boolean;
  posVersion: string | null;
  floor: string;
  /** what the terminal has said about its tape */
  paperNote: string | null;
}) {
  return (
    <ol aria-label="Готовность кассы" className="divide-y divide-line border-b border-line">
      {readiness.items.map((item) => {
        const words = readinessWords(item, { posVersion, floor });
        const fix = readinessFix(readiness, item, { terminalId: terminal.id, may });
        const look = looks[item.status];
        const note = item.step === 'PAPER' && paperNote ? `${paperNote}. ${words.note ?? ''}` : words.note;
        return (
          <li
            key={`${item.step}-${item.names.join()}`}
            className="flex flex-wrap items-center gap-x-6 gap-y-2 py-3"
          >
            <div className="flex min-w-56 flex-1 gap-3">
              <Icon
                name={look.icon}
                size={18}
                label={look.spoken}
                className={`mt-[0.1em] ${toneText[look.tone]}`}
              />
              <div className="max-w-[64ch] min-w-0">
                <p className="font-semibold">{words.title}</p>
                {note ? <p className="text-ink-2">{note}</p> : null}
              </div>
            </div>
            {fix ? (
              <div className="max-md:ps-7.5">
                <Fix fix={fix} terminal={terminal} />
              </div>
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}
