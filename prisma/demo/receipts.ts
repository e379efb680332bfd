import type { Db } from '@/lib/platform/db';
import { ADMIN, OWNER } from './chain';
import type { MadeTerminal } from './terminals';
import type { StoryTime } from './time';

const DAYS = 30;
const buyers = [
  'irina.volkova@mail.ru',
  'a.kuznetsov@yandex.ru',
  'office@vetka.example',
  'petrova77@gmail.com',
  '+79031112233',
  'buh@lesnoy.example',
];

/** The same mix for every copy: a linear congruence, not chance. */
function mixer(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

export async function createReceipts(
  db: Db,
  organizationId: string,
  time: StoryTime,
  terminals: readonly MadeTerminal[],
): Promise<void> {
  const rows = terminals.flatMap((terminal) => {
    const pick = mixer(terminal.index);
    const sends = terminal.modules?.['email-receipts'] === 'INSTALLED' && !terminal.autonomous;
    const perDay = 5 + (terminal.index % 4);
    const receipts = [];
    for (let day = DAYS - 1; day >= (terminal.silentDays ?? 0); day -= 1) {
      for (let sale = 0; sale < perDay; sale += 1) {
        const issuedAt = time.daysAgo(
          day,
          `${String(9 + Math.floor((sale * 11) / perDay)).padStart(2, '0')}:${String(10 + pick(49))}`,
        );
        const asked = sends && pick(10) < 7;
        if (issuedAt >= time.now) continue;
        receipts.push({
          organizationId,
          terminalId: terminal.id,
          fiscalDrive: terminal.fiscalDrive,
          documentNumber: 4_000 + receipts.length,
          issuedAt,
          totalKopecks: 9_000 + pick(180) * 1_000 + pick(2) * 50,
          buyerContact: asked ? (buyers[pick(buyers.length)] ?? null) : null,
          status: asked ? ('SENT' as const) : ('PRINTED' as const),
        });
      }
    }
    return receipts;
  });
  await db.receipt.createMany({
    data: [...rows, ...waiting(organizationId, time, terminals), ...lost(organizationId, time, terminals)],
  });
}

const QUEUED = 14;

/** What the terminal without a connection sold before it fell silent: goes out by itself when it is back. */
function waiting(organizationId: string, time: StoryTime, terminals: readonly MadeTerminal[]) {
  const silent = terminals.find((terminal) => terminal.silentDays);
  if (!silent) return [];
  const lastAt = time.daysAgo(silent.silentDays ?? 0, '19:42').getTime();
  return Array.from({ length: QUEUED }, (_, index) => ({
    organizationId,
    terminalId: silent.id,
    fiscalDrive: silent.fiscalDrive,
    documentNumber: 6_000 + index,
    issuedAt: new Date(lastAt - (QUEUED - 1 - index) * 7 * 60_000),
    totalKopecks: 12_000 + index * 1_350,
    buyerContact: buyers[index % buyers.length] ?? null,
    status: 'QUEUED' as const,
  }));
}

/** Addresses that do not exist. */
function lost(organizationId: string, time: StoryTime, terminals: readonly MadeTerminal[]) {
  const sending = terminals
    .filter((terminal) => terminal.modules?.['email-receipts'] === 'INSTALLED')
    .slice(0, 3);
  return sending.map((terminal, index) => ({
    organizationId,
    terminalId: terminal.id,
    fiscalDrive: terminal.fiscalDrive,
    documentNumber: 6_100 + index,
    issuedAt: time.daysAgo(index * 3 + 2, '13:27'),
    totalKopecks: 45_000 + index * 7_700,
    buyerContact: ['ivanov@gmial.com', 'zakaz@mail.ry', 'info@nobody.example'][index] ?? null,
    status: 'NOT_DELIVERED' as const,
  }));
}

/** Own values at all three levels: the organization, two of the stores, two of the terminals. */
export async function createReceiptSettings(
  db: Db,
  organizationId: string,
  time: StoryTime,
  storeIds: Readonly<Record<'center' | 'ural', string>>,
  terminals: readonly MadeTerminal[],
): Promise<void> {
  const idOf = (name: string) => terminals.find((terminal) => terminal.name === name)?.id ?? null;
  const saved = (days: number, updatedBy: string) => ({
    organizationId,
    updatedAt: time.daysAgo(days, '16:30'),
    updatedBy,
  });
  await db.receiptSetting.createMany({
    data: [
      {
        ...saved(70, OWNER),
        scope: 'ORGANIZATION',
        printMode: 'ASK',
        defaultEmail: 'cheki@severny-hleb.example',
      },
      { ...saved(34, ADMIN), scope: 'STORE', storeId: storeIds.center, printMode: 'BOTH', version: 2 },
      {
        ...saved(21, OWNER),
        scope: 'STORE',
        storeId: storeIds.ural,
        defaultEmail: 'ural@severny-hleb.example',
      },
      { ...saved(9, ADMIN), scope: 'TERMINAL', terminalId: idOf('Кафетерий'), printMode: 'ELECTRONIC_ONLY' },
      {
        ...saved(15, OWNER),
        scope: 'TERMINAL',
        terminalId: idOf('Проспект 1'),
        printMode: 'ELECTRONIC_ONLY',
        defaultEmail: '',
      },
    ],
  });
}
