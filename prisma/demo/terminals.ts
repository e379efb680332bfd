import { createHash, randomBytes } from 'node:crypto';
import type { Catalog } from '@/lib/catalog/model';
import { addDays, toDbDate } from '@/lib/core/local-date';
import type { Db } from '@/lib/platform/db';
import type { TerminalStory } from './chain';
import type { Numbers } from './numbers';
import type { StoryTime } from './time';

export interface MadeTerminal extends Omit<TerminalStory, 'store'> {
  readonly id: string;
  readonly index: number;
  readonly storeId: string;
  readonly serialNumber: string;
  readonly imei: string;
  readonly fiscalDrive: string;
  readonly kktRegNumber: string;
  /** bearer token of the Device API; the database keeps only its hash */
  readonly deviceToken: string;
}

export async function createTerminals(
  db: Db,
  organizationId: string,
  time: StoryTime,
  numbers: Numbers,
  stories: readonly (Omit<TerminalStory, 'store'> & { readonly storeId: string })[],
): Promise<MadeTerminal[]> {
  const made = stories.map((story, position) => ({
    ...story,
    index: position + 1,
    serialNumber: numbers.serial(position + 1),
    imei: numbers.imei(position + 1),
    fiscalDrive: numbers.fiscalDrive(position + 1),
    kktRegNumber: numbers.kktRegNumber(position + 1),
    deviceToken: randomBytes(32).toString('base64url'),
  }));
  const rows = await db.terminal.createManyAndReturn({
    data: made.map((terminal) => {
      const seen = terminal.silentDays ? time.daysAgo(terminal.silentDays, '19:42') : time.minutesAgo(1);
      return {
        organizationId,
        storeId: terminal.storeId,
        name: terminal.name,
        model: terminal.model,
        serialNumber: terminal.serialNumber,
        imei: terminal.imei,
        posVersion: terminal.posVersion,
        ofdMode: terminal.autonomous ? ('AUTONOMOUS' as const) : ('ONLINE_OFD' as const),
        kktRegNumber: terminal.kktRegNumber,
        fiscalDrive: terminal.fiscalDrive,
        fiscalDriveExpiresOn: toDbDate(
          addDays(time.today, terminal.driveDaysLeft ?? 190 + 17 * terminal.index),
        ),
        lastSeenAt: seen,
        paper: terminal.paper ?? ('OK' as const),
        batteryPercent: terminal.battery ?? null,
        network: terminal.network ?? 'MOBILE',
        pendingReceipts: terminal.silentDays ? 14 : 0,
        oldestPendingAt: terminal.silentDays ? seen : null,
        deviceTokenHash: createHash('sha256').update(terminal.deviceToken).digest('hex'),
        createdAt: time.daysAgo(430 - 3 * terminal.index),
      };
    }),
    select: { id: true, serialNumber: true },
  });
  const ids = new Map(rows.map((row) => [row.serialNumber, row.id]));
  return made.map((terminal) => ({ ...terminal, id: ids.get(terminal.serialNumber) ?? '' }));
}

const NO_ROOM = 'Не хватает места в памяти терминала';

export async function installModules(
  db: Db,
  organizationId: string,
  time: StoryTime,
  catalog: Catalog,
  terminals: readonly MadeTerminal[],
): Promise<void> {
  const cabinetModuleAt = time.daysAgo(420, '10:05');
  await db.installation.createMany({
    data: [
      {
        organizationId,
        moduleSlug: 'cash-services',
        state: 'INSTALLED',
        requestedAt: cabinetModuleAt,
        appliedAt: cabinetModuleAt,
        appliedVersion: catalog.modules.get('cash-services')?.version ?? null,
      },
      ...terminals.flatMap(({ id, index, modules = {} }) =>
        Object.entries(modules).map(([moduleSlug, state], order) => {
          const requestedAt = time.daysAgo(state === 'INSTALLED' ? 75 - index - order : 2, '09:30');
          return {
            organizationId,
            moduleSlug,
            terminalId: id,
            state,
            requestedAt,
            appliedAt: state === 'REQUESTED' ? null : new Date(requestedAt.getTime() + 95_000),
            appliedVersion: state === 'INSTALLED' ? (catalog.modules.get(moduleSlug)?.version ?? null) : null,
            error: state === 'FAILED' ? NO_ROOM : null,
          };
        }),
      ),
    ],
  });
}
