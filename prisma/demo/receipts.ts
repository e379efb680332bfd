import { randomBytes } from 'node:crypto';
import { kopecks } from '@/lib/core/money';
import type { Db, Prisma } from '@/lib/platform/db';
import { localTimeOf } from '@/lib/receipts/fiscal-code.rule';
import type { ReceiptContent } from '@/lib/receipts/receipt-content';
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

/** Bread and what goes with it: name, kopecks, VAT of food is 10 %. */
const goods = [
  ['Хлеб «Бородинский», 400 г', 8_900],
  ['Батон нарезной', 6_450],
  ['Круассан с миндалём', 18_900],
  ['Пирог осетинский с сыром', 64_000],
  ['Капучино, 300 мл', 21_000],
  ['Булочка с корицей', 9_900],
] as const;

interface Shop {
  readonly name: string;
  readonly inn: string;
  readonly places: ReadonlyMap<
    string,
    { readonly name: string; readonly address: string; readonly timeZone: string }
  >;
}

type Status = 'PRINTED' | 'VIA_OFD' | 'SENT' | 'DELIVERED' | 'BOUNCED' | 'FAILED';
type Reported = Omit<Prisma.ReceiptCreateManyInput, 'status' | 'content'> & {
  readonly status: Status;
  readonly content: ReceiptContent;
};

/** One sale, as the terminal has reported it. */
function sale(
  shop: Shop,
  terminal: MadeTerminal,
  of: { organizationId: string; issuedAt: Date; documentNumber: number; pick: (below: number) => number },
  buyerContact: string | null,
  status: Status,
): Reported {
  const { issuedAt, documentNumber, pick } = of;
  const items = Array.from({ length: 1 + pick(3) }, () => {
    const [name, price] = goods[pick(goods.length)] ?? goods[0];
    const quantity = 1 + pick(3);
    return { name, quantity, price: kopecks(price), sum: kopecks(price * quantity), vat: '10' as const };
  });
  const total = kopecks(items.reduce((sum, item) => sum + item.sum, 0));
  const none = kopecks(0);
  const byCard = pick(3) > 0;
  const place = shop.places.get(terminal.storeId);
  return {
    organizationId: of.organizationId,
    terminalId: terminal.id,
    fiscalDrive: terminal.fiscalDrive,
    documentNumber,
    fiscalSign: String(1_000_000_000 + terminal.index * 10_000_000 + documentNumber * 97),
    operation: 'SALE',
    issuedAt,
    receivedAt: issuedAt,
    totalKopecks: total,
    buyerContact,
    status,
    content: {
      localTime: localTimeOf(issuedAt.toISOString(), place?.timeZone ?? 'Europe/Moscow'),
      items,
      payment: { cash: byCard ? none : total, card: byCard ? total : none, other: none },
      cashier: null,
      shift: null,
      numberInShift: null,
      taxSystem: 'USN_INCOME_OUTCOME',
      printed: buyerContact === null,
      electronic: buyerContact !== null,
      seller: {
        name: shop.name,
        inn: shop.inn,
        place: place?.name ?? '',
        address: place?.address ?? '',
        kktRegNumber: terminal.kktRegNumber,
        terminalSerial: terminal.serialNumber,
      },
    },
  };
}

export async function createReceipts(
  db: Db,
  organizationId: string,
  time: StoryTime,
  terminals: readonly MadeTerminal[],
): Promise<void> {
  const { name, inn } = await db.organization.findUniqueOrThrow({ where: { id: organizationId } });
  const places = await db.store.findMany({ where: { organizationId } });
  const shop: Shop = { name, inn, places: new Map(places.map((place) => [place.id, place])) };
  const rows = terminals.flatMap((terminal) => {
    const pick = mixer(terminal.index);
    const sends = terminal.modules?.['email-receipts'] === 'INSTALLED' && !terminal.autonomous;
    const perDay = 5 + (terminal.index % 4);
    const receipts: Reported[] = [];
    for (let day = DAYS - 1; day >= (terminal.silentDays ?? 0); day -= 1) {
      for (let number = 0; number < perDay; number += 1) {
        const issuedAt = time.daysAgo(
          day,
          `${String(9 + Math.floor((number * 11) / perDay)).padStart(2, '0')}:${String(10 + pick(49))}`,
        );
        const asked = sends && pick(10) < 7;
        if (issuedAt >= time.now) continue;
        const contact = asked ? (buyers[pick(buyers.length)] ?? null) : null;
        const arrived = contact?.endsWith('.example') ? 'SENT' : 'DELIVERED';
        const status = contact === null ? 'PRINTED' : contact.startsWith('+') ? 'VIA_OFD' : arrived;
        const of = { organizationId, issuedAt, documentNumber: 4_000 + receipts.length, pick };
        receipts.push(sale(shop, terminal, of, contact, status));
      }
    }
    return receipts;
  });
  const all = [...rows, ...lost(shop, organizationId, time, terminals)];
  const made = await db.receipt.createManyAndReturn({
    data: all.map(({ content, ...row }) => ({
      ...row,
      content: content as unknown as Prisma.InputJsonObject,
    })),
    select: {
      id: true,
      fiscalDrive: true,
      documentNumber: true,
      status: true,
      buyerContact: true,
      issuedAt: true,
    },
  });
  await db.receiptLetter.createMany({
    data: made.flatMap(({ id: receiptId, status, buyerContact, issuedAt }) => {
      if (status === 'PRINTED' || status === 'VIA_OFD' || status === 'QUEUED') return [];
      const sentAt = new Date(issuedAt.getTime() + 20_000);
      const [statusCode, reason] = failures[status] ?? [null, null];
      return [
        {
          organizationId,
          receiptId,
          number: 1,
          recipient: buyerContact ?? '',
          addressee: 'BUYER' as const,
          token: randomBytes(16).toString('hex'),
          state: status,
          attempts: 1,
          queuedAt: issuedAt,
          dueAt: issuedAt,
          sentAt: status === 'FAILED' ? null : sentAt,
          settledAt: status === 'SENT' ? null : sentAt,
          statusCode,
          reason,
        },
      ];
    }),
  });
}

const failures: Readonly<Record<string, readonly [code: string, words: string]>> = {
  BOUNCED: ['5.1.1', 'smtp; 550 5.1.1 No such user here'],
  FAILED: ['5.1.2', '550 5.1.2 Host unknown'],
};

/** Addresses that do not exist. */
function lost(
  shop: Shop,
  organizationId: string,
  time: StoryTime,
  terminals: readonly MadeTerminal[],
): Reported[] {
  const sending = terminals
    .filter((terminal) => terminal.modules?.['email-receipts'] === 'INSTALLED')
    .slice(0, 3);
  return sending.map((terminal, index) =>
    sale(
      shop,
      terminal,
      {
        organizationId,
        issuedAt: time.daysAgo(index * 3 + 2, '13:27'),
        documentNumber: 6_100 + index,
        pick: mixer(90 + index),
      },
      ['ivanov@gmial.com', 'zakaz@mail.ry', 'info@nobody.example'][index] ?? null,
      index === 1 ? 'FAILED' : 'BOUNCED',
    ),
  );
}

/** Their owners have agreed to get receipts. */
const CHAIN_BOX = 'cheki@severny-hleb.example';
const URAL_BOX = 'ural@severny-hleb.example';

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
  await db.receiptAddress.createMany({
    data: [
      { organizationId, address: CHAIN_BOX, confirmedAt: time.daysAgo(70, '17:05') },
      { organizationId, address: URAL_BOX, confirmedAt: time.daysAgo(20, '09:40') },
    ],
  });
  await db.receiptSetting.createMany({
    data: [
      {
        ...saved(70, OWNER),
        scope: 'ORGANIZATION',
        printMode: 'ASK',
        defaultEmail: CHAIN_BOX,
      },
      { ...saved(34, ADMIN), scope: 'STORE', storeId: storeIds.center, printMode: 'BOTH', version: 2 },
      {
        ...saved(21, OWNER),
        scope: 'STORE',
        storeId: storeIds.ural,
        defaultEmail: URAL_BOX,
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
