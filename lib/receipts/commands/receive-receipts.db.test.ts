import { beforeEach, describe, expect, it } from 'vitest';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain, queuedTasks } from '@/lib/testing/factories';
import { aReceipt, reported, terminalContext, agreed } from '@/lib/testing/receipts';
import { setReceiptSetting } from './set-receipt-setting';
import { receiveReceipts } from './receive-receipts';

const database = useDatabase();
let chain: Chain;

beforeEach(async () => {
  chain = await createChain(database());
});

const report = (receipts: readonly unknown[]) => reported(database(), chain, receipts);
const stored = () =>
  database().receipt.findMany({
    where: { organizationId: chain.organizationId },
    include: { letters: true },
    orderBy: { documentNumber: 'asc' },
  });
const brief = (results: Awaited<ReturnType<typeof report>>) =>
  results.map(({ result, reason }) => (reason ? `${result} ${reason}` : result));

describe('a receipt', () => {
  it('is kept as reported, with its seller as on that day, and its letter is queued with it', async () => {
    const receipt = aReceipt({ cashier: 'Олег', shift: 12, numberInShift: 3, unknownField: { a: 1 } });
    expect(await report([receipt])).toEqual([
      {
        fiscalDrive: receipt['fiscalDrive'],
        documentNumber: receipt['documentNumber'],
        fiscalSign: receipt['fiscalSign'],
        result: 'accepted',
        reason: null,
        detail: null,
        fields: [],
      },
    ]);
    const [row] = await stored();
    expect(row).toMatchObject({
      terminalId: chain.terminalIds[0],
      fiscalSign: receipt['fiscalSign'],
      operation: 'SALE',
      totalKopecks: 12_990n,
      status: 'QUEUED',
      issuedAt: new Date('2026-11-20T08:55:00Z'),
      content: {
        localTime: '2026-11-20T11:55',
        payment: { cash: 0, card: 12_990, other: 0 },
        cashier: 'Олег',
        seller: { name: 'ООО «Проба»', inn: '7707083893', place: 'Центр' },
      },
    });
    expect(row?.letters).toMatchObject([
      { recipient: 'irina@mail.ru', addressee: 'BUYER', state: 'QUEUED', number: 1 },
    ]);
    expect((await queuedTasks(database())).map(({ task }) => task)).toContain('receipts.deliver');
  });

  it('reported again is a duplicate, in any order, together with new ones, from two requests at once', async () => {
    const receipts = Array.from({ length: 40 }, () => aReceipt());
    expect(new Set(brief(await report(receipts.slice(0, 20))))).toEqual(new Set(['accepted']));
    const both = await Promise.all([report(receipts), report([...receipts].reverse())]);
    const all = both.flatMap(brief);
    expect(all.filter((each) => each === 'accepted')).toHaveLength(20);
    expect(all.filter((each) => each === 'duplicate')).toHaveLength(60);
    const rows = await stored();
    expect(rows).toHaveLength(40);
    expect(rows.flatMap(({ letters }) => letters)).toHaveLength(40);
  });

  it('twice in one request is accepted once', async () => {
    const receipt = aReceipt();
    expect(brief(await report([receipt, receipt]))).toEqual(['accepted', 'duplicate']);
  });

  it('with a known number and another sign is rejected, in the same request and in a later one', async () => {
    const receipt = aReceipt();
    const other = { ...receipt, fiscalSign: '77' };
    expect(brief(await report([receipt, other]))).toEqual(['accepted', 'rejected NUMBER_TAKEN']);
    expect(brief(await report([other]))).toEqual(['rejected NUMBER_TAKEN']);
    expect(await stored()).toHaveLength(1);
  });

  it('of another organization has numbers of its own', async () => {
    const receipt = aReceipt();
    const foreign = await createChain(database());
    expect(brief(await report([receipt]))).toEqual(['accepted']);
    expect(brief(await reported(database(), foreign, [receipt]))).toEqual(['accepted']);
  });

  it('comes late and out of order and is listed by its own time', async () => {
    const times = ['2026-11-20T11:00:00+03:00', '2026-11-17T11:00:00+03:00', '2026-11-19T11:00:00+03:00'];
    await report(times.map((issuedAt) => aReceipt({ issuedAt })));
    const rows = await database().receipt.findMany({
      where: { organizationId: chain.organizationId },
      orderBy: { issuedAt: 'asc' },
    });
    expect(rows.map(({ issuedAt }) => issuedAt.getTime())).toEqual(
      times.map((time) => Date.parse(time)).sort(),
    );
  });
});

describe('who is written to', () => {
  it.each([
    ['an address', {}, 'QUEUED', 'irina@mail.ru', 'BUYER'],
    ['a national domain', { buyerContact: 'chek@почта.рф' }, 'QUEUED', 'chek@почта.рф', 'BUYER'],
    ['a phone is served by the ОФД', { buyerContact: '8 903 111-22-33' }, 'VIA_OFD', null, null],
    ['the default address', { buyerContact: null }, 'QUEUED', 'shop@company.ru', 'DEFAULT'],
    [
      'the default address, named',
      { buyerContact: 'shop@company.ru' },
      'QUEUED',
      'shop@company.ru',
      'DEFAULT',
    ],
    ['printed only', { printed: true, electronic: false }, 'PRINTED', null, null],
  ])('%s', async (_, change, status, recipient, addressee) => {
    const target = { scope: 'ORGANIZATION', targetId: null } as const;
    await setReceiptSetting(contextOf(database(), chain, 'OWNER'), {
      printMode: 'BOTH',
      addressFrom: 'OWN',
      defaultEmail: 'shop@company.ru',
      target,
      version: 0,
    });
    await agreed(database(), chain, 'shop@company.ru');
    await report([aReceipt(change)]);
    const [row] = await stored();
    const [letter] = row?.letters ?? [];
    expect([row?.status, letter?.recipient ?? null, letter?.addressee ?? null]).toEqual([
      status,
      recipient,
      addressee,
    ]);
  });

  it('not the default address while its owner has not agreed', async () => {
    await setReceiptSetting(contextOf(database(), chain, 'OWNER'), {
      printMode: 'BOTH',
      addressFrom: 'OWN',
      defaultEmail: 'shop@company.ru',
      target: { scope: 'ORGANIZATION', targetId: null },
      version: 0,
    });
    await report([aReceipt({ buyerContact: null }), aReceipt({ buyerContact: null, printed: true })]);
    expect((await stored()).map(({ status, letters }) => [status, letters.length])).toEqual([
      ['FAILED', 0],
      ['PRINTED', 0],
    ]);
  });

  it('nobody: electronic without an address is said to be not sent', async () => {
    await report([aReceipt({ buyerContact: null }), aReceipt({ buyerContact: '', printed: true })]);
    expect((await stored()).map(({ status }) => status)).toEqual(['FAILED', 'PRINTED']);
  });
});

describe('bad input', () => {
  const item = { name: 'Хлеб', quantity: 1, price: 12_990, sum: 12_990 };
  it.each<[string, Record<string, unknown>, string]>([
    ['a negative total', { total: -12_990 }, 'rejected NEGATIVE_SUM'],
    ['a negative item', { items: [{ ...item, sum: -12_990 }] }, 'rejected NEGATIVE_SUM'],
    ['a quantity of 0', { items: [{ ...item, quantity: 0 }] }, 'rejected NEGATIVE_SUM'],
    ['a negative payment', { payment: { cash: -1, card: 12_991 } }, 'rejected NEGATIVE_SUM'],
    ['a total that is not the sum', { total: 100 }, 'rejected TOTAL_MISMATCH'],
    ['a total above the sum', { total: 12_991 }, 'rejected TOTAL_MISMATCH'],
    ['kopecks dropped', { total: 12_900, payment: 'CASH' }, 'accepted'],
    ['a payment that is not the total', { payment: { cash: 1 } }, 'rejected PAYMENT_MISMATCH'],
    ['paid both ways', { payment: { cash: 990, card: 12_000 } }, 'accepted'],
    ['a contact that is none', { buyerContact: 'у кассы' }, 'rejected CONTACT_INVALID'],
    ['two addresses', { buyerContact: 'a@mail.ru,b@mail.ru' }, 'rejected CONTACT_INVALID'],
    ['a header in the address', { buyerContact: 'a@mail.ru\r\nBcc: b@mail.ru' }, 'rejected CONTACT_INVALID'],
    ['neither printed nor sent', { electronic: false }, 'rejected NEITHER_PRINTED_NOR_SENT'],
    ['half a kopeck', { total: 12_990.5 }, 'rejected INVALID'],
    ['no items', { items: [] }, 'rejected INVALID'],
    ['a drive of 15 digits', { fiscalDrive: '996044030011223' }, 'rejected INVALID'],
    ['document 0', { documentNumber: 0 }, 'rejected INVALID'],
    ['a sign with letters', { fiscalSign: 'abc' }, 'rejected INVALID'],
    ['a day that is none', { issuedAt: '2026-02-30T10:00:00+03:00' }, 'rejected INVALID'],
    ['an operation that is none', { operation: 'GIFT' }, 'rejected INVALID'],
    [
      'a million roubles',
      {
        total: 100_000_000,
        payment: 'CASH',
        items: [{ ...item, price: 100_000_000, sum: 100_000_000 }],
      },
      'accepted',
    ],
    ['300 items', { total: 300 * 12_990, items: Array.from({ length: 300 }, () => item) }, 'accepted'],
    ['a name of 300 signs', { items: [{ ...item, name: '🥖'.repeat(150) }] }, 'accepted'],
  ])('%s', async (_, change, outcome) => {
    const good = aReceipt();
    const results = await report([aReceipt(change), good]);
    expect(brief(results)).toEqual([outcome, 'accepted']);
    expect(await stored()).toHaveLength(outcome === 'accepted' ? 2 : 1);
    const [first] = results;
    if (first?.result === 'rejected') expect(first.detail).toMatch(/[а-я]/);
  });

  it.each([null, 7, 'receipt', [], {}, [{}]])('%j is no receipt', async (value) => {
    expect(brief(await report([value]))).toEqual(['rejected INVALID']);
  });

  it('leaves no control characters in names', async () => {
    const items = [{ ...item, name: 'Хлеб\r\nBcc: a@mail.ru\u0007\u202e' }];
    await report([aReceipt({ items })]);
    const [row] = await stored();
    expect(row?.content).toMatchObject({ items: [{ name: 'Хлеб Bcc: a@mail.ru' }] });
  });

  it('an empty report is answered with nothing', async () => {
    expect(await report([])).toEqual([]);
  });

  it('500 at once', async () => {
    const results = await report(Array.from({ length: 500 }, () => aReceipt()));
    expect(new Set(brief(results))).toEqual(new Set(['accepted']));
    expect(await database().receiptLetter.count({ where: { organizationId: chain.organizationId } })).toBe(
      500,
    );
  });

  it('of a terminal that is not in scope finds no terminal', async () => {
    const foreign = await createChain(database());
    const ctx = terminalContext(database(), chain);
    await expect(receiveReceipts(ctx, foreign.terminalIds[0], { receipts: [aReceipt()] })).rejects.toThrow();
    expect(await stored()).toEqual([]);
  });
});
