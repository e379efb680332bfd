import { auditVocabulary } from '@/components/access/audit-vocabulary';
import type { DoneLine } from '@/components/terminals/terminal-history';
import { auditChanges, auditTitle } from '@/lib/access/audit-words';
import { momentText } from '@/lib/core/text';
import type { InstalledModule } from '@/lib/installations/model';
import type { DoneEntry } from '@/lib/terminals/history.rule';
import { ageText } from '@/lib/terminals/labels';

/** What somebody did, for the history. */
export const doneLine = ({ id, at, done }: DoneEntry): DoneLine => ({
  type: 'DONE',
  id,
  at,
  title: auditTitle(done.action),
  by: done.actorName,
  changes: auditChanges(done, auditVocabulary),
});

/** Since when it is wanted while the terminal has not answered; when it was applied otherwise. */
export function ageOf(
  { state, requestedAt, appliedAt }: InstalledModule,
  { now, timeZone }: { readonly now: Date; readonly timeZone: string },
): string[] {
  if (state === 'INSTALLED') return appliedAt ? [`Применено: ${momentText(appliedAt, now, timeZone)}`] : [];
  if (state === 'REMOVING') return [];
  const asked = momentText(requestedAt, now, timeZone);
  return [`Запрошено: ${asked}. Касса не применила уже ${ageText(now.getTime() - requestedAt.getTime())}`];
}
