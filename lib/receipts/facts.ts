import type { Context } from '@/lib/access/context';
import type { Catalog } from '@/lib/catalog/model';
import { installedOnTerminals } from '@/lib/installations/queries';
import { checkPosVersion } from '@/lib/terminals/pos-version.rule';
import type { TerminalFacts, VersionVerdict } from './model';
import type { TerminalRow } from './store';

export const EMAIL_RECEIPTS = 'email-receipts';
const DEFAULT_EMAIL = 'default-email';

/** Whether the default address works on this version; the floor per release line is data of the catalogue. */
export const addressVerdict = (catalog: Catalog, posVersion: string | null): VersionVerdict =>
  checkPosVersion(posVersion, catalog.modules.get(EMAIL_RECEIPTS)?.posVersions[DEFAULT_EMAIL] ?? {});

export type InstalledByTerminal = Awaited<ReturnType<typeof installedOnTerminals>>;

export const loadInstalled = (ctx: Context, terminals: readonly { readonly id: string }[]) =>
  installedOnTerminals(
    ctx,
    terminals.map(({ id }) => id),
  );

export function factsOf(
  catalog: Catalog,
  installed: InstalledByTerminal,
  terminal: Pick<TerminalRow, 'id' | 'posVersion' | 'ofdMode'>,
): TerminalFacts {
  const module = installed.get(terminal.id)?.find((each) => each.moduleSlug === EMAIL_RECEIPTS);
  const isThere = module?.state === 'INSTALLED' || module?.state === 'REMOVING';
  return {
    moduleWorks: isThere && module.effective === 'ENABLED',
    autonomous: terminal.ofdMode === 'AUTONOMOUS',
    version: addressVerdict(catalog, terminal.posVersion),
  };
}
