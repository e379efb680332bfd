import type { Tone } from '@/components/ui/tone';
import type { Catalog } from '@/lib/catalog/model';
import { groupedBy } from '@/lib/core/group';
import { installationStateNames, installationTones, reasonText, sentence } from '@/lib/installations/labels';
import type { InstalledModule, ModulePlace } from '@/lib/installations/model';
import { TerminalGroup } from './terminal-group';

function fateOf(catalog: Catalog, { state, effective, reasons, error }: InstalledModule) {
  const stands = state === 'INSTALLED';
  const blocked = stands && effective === 'BLOCKED';
  const tone: Tone = blocked ? 'failed' : installationTones[state];
  const lines = blocked
    ? reasons.map((reason) => sentence(reasonText(catalog, reason)))
    : state === 'FAILED' && error
      ? [`Касса сообщила: ${error}`]
      : [];
  return { tone, title: blocked ? 'Не работает' : installationStateNames[state], lines };
}

/** Where a module stands, by what has become of it there. */
export function ModulePlaces({ catalog, places }: { catalog: Catalog; places: readonly ModulePlace[] }) {
  if (places.length === 0) return <p className="text-ink-2">Пока ни на одной кассе.</p>;
  const groups = groupedBy(places, ({ installed }) => JSON.stringify(fateOf(catalog, installed)));
  return (
    <ul aria-label="Где установлен" className="divide-y divide-line">
      {[...groups].map(([key, rows]) => {
        const [first] = rows;
        return first ? (
          <TerminalGroup
            key={key}
            {...fateOf(catalog, first.installed)}
            terminals={rows.map(({ terminalId, name, storeName }) => ({ id: terminalId, name, storeName }))}
          />
        ) : null;
      })}
    </ul>
  );
}
