import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kopecks } from '@/lib/core/money';
import { reportedReceipt } from '@/lib/receipts/device.schema';
import { printedReceipt } from '@/lib/receipts/letter/printed-receipt.rule';
import { checkReported } from '@/lib/receipts/reported-receipt.rule';
import { pairInput } from '@/lib/terminals/device.schema';
import { addGood, cartTotal, emptyCart, setQuantity } from './cart.rule';
import { contactProblem } from './contact.rule';
import type { Config, Good, TapeReceipt, Till } from './model';
import { fiscalSignOf, momentAt, refundOf, saleBlock, type SaleInput } from './sale.rule';
import { settingAtTill } from './setting.rule';
import { readTillLink, tillLink } from './till-link.rule';
import { newTill, reduceTill, serialOf, type TillEvent, tillTime } from './till.rule';

const zeros = (count: number) => '0'.repeat(count);
const sevens = (count: number) => '7'.repeat(count);
const NOON = Date.parse('2026-11-21T09:00:00Z');
const at = { ms: NOON, offset: 180 };
const DAY = 86_400_000;

const bread: Good = { name: 'Хлеб', price: kopecks(8_990), vat: '10', unit: 'PIECE' };
const coffee: Good = { name: 'Кофе', price: kopecks(22_000), vat: '22', unit: 'PIECE' };

const configOf = (receipts: Partial<Config['receipts']>, modules: Config['modules'] = []): Config => ({
  etag: '"1"',
  modules,
  receipts: {
    printMode: 'ASK',
    chosenPrintMode: 'ASK',
    defaultEmail: null,
    defaultEmailApplies: false,
    reasons: [],
    ...receipts,
  },
});

const run = (till: Till, ...events: TillEvent[]): Till => events.reduce(reduceTill, till);
const cart = (...goods: Good[]): TillEvent => ({
  type: 'cart',
  edit: (now) => goods.reduce((made, good) => addGood(made, good), now),
});
const sold = (change: Partial<SaleInput> = {}): TillEvent => ({
  type: 'sold',
  sale: { payment: { kind: 'CARD', received: null }, contact: '', answer: null, at, ...change },
});
const joined = (receipts: Partial<Config['receipts']> = {}): Till =>
  run(
    newTill('00900000000001', zeros),
    { type: 'paired', terminalId: 't1', token: 'k1', digits: zeros },
    { type: 'configured', config: configOf(receipts) },
  );
const lastReceipt = (till: Till): TapeReceipt => {
  const [entry] = till.tape;
  if (entry?.kind !== 'RECEIPT') throw new Error('no receipt on the tape');
  return entry;
};

describe('a new till', () => {
  it('says of itself what the Device API takes', () => {
    const { serialNumber, imei, model, condition } = newTill(serialOf(sevens), sevens);
    const said = { code: 'ABCD1234', serialNumber, imei, model, posVersion: condition.posVersion };
    expect(pairInput.safeParse(said).error).toBeUndefined();
  });

  it('sells nothing before it is connected', () => {
    const till = run(newTill('00900000000001', zeros), cart(bread));
    expect(saleBlock(till, NOON)).toBe('NOT_CONNECTED');
    expect(run(till, sold())).toBe(till);
  });
});

describe('a sale', () => {
  it('is one the cabinet takes as it is, whatever is in it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 5_000_000 }), fc.integer({ min: 1, max: 50_000 })), {
          minLength: 1,
          maxLength: 40,
        }),
        fc.constantFrom('CASH' as const, 'CARD' as const),
        fc.constantFrom('', 'buyer@mail.ru', '8 999 123-45-67', 'почта@мир.рф', 'мусор'),
        fc.constantFrom('PAPER' as const, 'ELECTRONIC' as const, 'BOTH' as const, null),
        fc.constantFrom(-300, 0, 180, 345),
        (lines, kind, contact, answer, offset) => {
          const full = lines.reduce(
            (made, [price, milli], index) =>
              addGood(made, { ...bread, name: `Товар ${String(index)}`, price: kopecks(price) }, milli),
            emptyCart('SALE'),
          );
          const till = run(joined(), { type: 'cart', edit: () => full });
          fc.pre(cartTotal(full) > 0);
          const after = run(
            till,
            sold({ payment: { kind, received: null }, contact, answer, at: { ms: NOON, offset } }),
          );
          const parsed = reportedReceipt.parse(after.queue.waiting[0]?.receipt);
          const checked = checkReported(parsed);
          expect(checked.ok).toBe(true);
          expect(Date.parse(parsed.issuedAt)).toBe(NOON);
          expect(parsed.total).toBe(cartTotal(full));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('numbers receipts without a gap, and the same press twice makes one', () => {
    const till = run(joined(), cart(bread), sold(), sold(), cart(coffee), sold());
    expect(till.queue.waiting.map(({ receipt }) => receipt.documentNumber)).toEqual([1, 2]);
    expect(till.tape).toHaveLength(2);
    expect(till.cart.lines).toEqual([]);
    expect(till.shift).toMatchObject({ number: 1, open: true, receipts: 2, sold: { CASH: 0, CARD: 30_990 } });
  });

  it('by cash gives change; too little makes no receipt', () => {
    const till = run(joined(), cart(bread));
    const short = sold({ payment: { kind: 'CASH', received: kopecks(5_000) } });
    expect(run(till, short)).toBe(till);
    const paid = run(till, sold({ payment: { kind: 'CASH', received: kopecks(10_000) } }));
    expect(lastReceipt(paid).cash).toEqual({ received: 10_000, change: 1_010 });
    expect(paid.queue.waiting[0]?.receipt.payment).toBe('CASH');
  });

  it('is on paper with the code of the tax service, dated by the till', () => {
    const entry = lastReceipt(run(joined(), cart(bread, coffee), sold()));
    const printed = printedReceipt(entry.receipt);
    expect(printed.qr).toMatch(/^t=20261121T1200&s=309\.90&fn=9999000000000000&i=1&fp=\d{10}&n=1$/);
    expect(printed.taxes.map(([name]) => name)).toEqual(['в т. ч. НДС 10 %', 'в т. ч. НДС 22 %']);
    expect(Object.fromEntries(printed.requisites)).toMatchObject({ Смена: '1', 'Чек за смену': '1' });
  });

  it.each([
    ['OUT of paper', { paper: 'OUT' } as const, 'PAPER_OUT'],
    ['an empty battery', { battery: 0 }, 'BATTERY_EMPTY'],
  ])('with %s there is none, even electronic', (_what, change, block) => {
    const till = run(
      joined({ printMode: 'ELECTRONIC_ONLY', chosenPrintMode: 'ELECTRONIC_ONLY' }),
      cart(bread),
      { type: 'condition', change },
    );
    expect(saleBlock(till, NOON)).toBe(block);
    expect(run(till, sold({ contact: 'buyer@mail.ru' }))).toBe(till);
  });

  it('is refused when receipts have waited for 30 days, but for a till without ОФД', () => {
    const till = run(joined(), cart(bread), sold(), cart(bread));
    expect(saleBlock(till, NOON + 30 * DAY)).toBeNull();
    expect(saleBlock(till, NOON + 30 * DAY + 1)).toBe('DRIVE_LOCKED');
    const alone = run(till, { type: 'condition', change: { ofdMode: 'AUTONOMOUS' } });
    expect(saleBlock(alone, NOON + 90 * DAY)).toBeNull();
  });
});

describe('how the receipt goes', () => {
  it.each([
    ['asked, answered: electronic', {}, 'ONLINE', 'b@mail.ru', 'ELECTRONIC', [false, 'b@mail.ru']],
    ['asked, answered: both', {}, 'ONLINE', 'b@mail.ru', 'BOTH', [true, 'b@mail.ru']],
    ['asked, answered: paper', {}, 'ONLINE', 'b@mail.ru', 'PAPER', [true, null]],
    ['asked, no contact and no default', {}, 'ONLINE', '', 'ELECTRONIC', [true, null]],
    ['autonomous', {}, 'AUTONOMOUS', 'b@mail.ru', 'ELECTRONIC', [true, null]],
    [
      'electronic only with the default address',
      {
        printMode: 'ELECTRONIC_ONLY',
        chosenPrintMode: 'ELECTRONIC_ONLY',
        defaultEmail: 'shop@mail.ru',
        defaultEmailApplies: true,
      },
      'ONLINE',
      '',
      null,
      [false, 'shop@mail.ru'],
    ],
    [
      'electronic only, the version does not know the default address',
      {
        printMode: 'ELECTRONIC_ONLY',
        chosenPrintMode: 'ELECTRONIC_ONLY',
        defaultEmail: 'shop@mail.ru',
        reasons: ['POS_VERSION_TOO_OLD'],
      },
      'ONLINE',
      '',
      null,
      [true, null],
    ],
    [
      'the module does not work',
      { printMode: 'PAPER_ONLY', chosenPrintMode: 'BOTH', reasons: ['MODULE_NOT_WORKING'] },
      'ONLINE',
      'b@mail.ru',
      null,
      [true, null],
    ],
  ] as const)('%s', (_what, receipts, ofdMode, contact, answer, [printed, to]) => {
    const till = run(
      joined({ ...receipts, reasons: [...('reasons' in receipts ? receipts.reasons : [])] }),
      { type: 'condition', change: { ofdMode } },
      cart(bread),
      sold({ contact, answer }),
    );
    expect(till.queue.waiting[0]?.receipt).toMatchObject({
      printed,
      electronic: to !== null,
      buyerContact: to,
    });
    expect(lastReceipt(till).decision).toMatchObject({ printed, to });
  });

  it('a till that comes back from the autonomous mode does as was chosen, before the cabinet has said so', () => {
    const config = configOf({
      printMode: 'PAPER_ONLY',
      chosenPrintMode: 'BOTH',
      defaultEmail: 'shop@mail.ru',
      reasons: ['AUTONOMOUS'],
    });
    expect(settingAtTill({ config, condition: { ofdMode: 'ONLINE' } })).toMatchObject({
      printMode: 'BOTH',
      defaultEmailApplies: true,
      reasons: [],
    });
    expect(settingAtTill({ config, condition: { ofdMode: 'AUTONOMOUS' } })).toMatchObject({
      printMode: 'PAPER_ONLY',
      reasons: ['AUTONOMOUS'],
    });
  });

  it('without a configuration it prints', () => {
    const till = { config: null, condition: { ofdMode: 'ONLINE' as const } };
    expect(settingAtTill(till).printMode).toBe('PAPER_ONLY');
  });

  it.each([
    ['', null],
    ['buyer@mail.ru', null],
    ['8 999 123-45-67', null],
    ['999 12', 'В номере телефона 11 цифр: проверьте, все ли на месте'],
    ['buyer@', 'После знака @ нужно имя сервера, например mail.ru'],
    ['a@b.ru, c@d.ru', 'Здесь помещается только один адрес: уберите запятую или точку с запятой'],
  ])('a contact «%s»: %s', (typed, problem) => {
    expect(contactProblem(typed)).toBe(problem);
  });
});

describe('a refund', () => {
  it('takes over what was sold, and is counted apart', () => {
    const before = run(joined(), cart(bread, bread, coffee), sold());
    const till = run(
      before,
      { type: 'cart', edit: () => setQuantity(refundOf(lastReceipt(before)), 1, 1_000) },
      sold({ payment: { kind: 'CASH', received: null } }),
    );
    const { receipt } = till.queue.waiting[1] ?? {};
    expect(receipt).toMatchObject({ operation: 'REFUND', documentNumber: 2, total: 30_990 });
    expect(printedReceipt(lastReceipt(till).receipt).qr).toMatch(/&n=2$/);
    expect(till.shift.refunded).toEqual({ CASH: 30_990, CARD: 0 });
    expect(till.cart.operation).toBe('SALE');
  });
});

describe('modules', () => {
  const wish = (slug: string, desired: 'INSTALLED' | 'REMOVED' = 'INSTALLED') => ({
    slug,
    desired,
    version: '1.2.0',
  });

  it('are put in and taken out as wished', () => {
    const till = run(
      joined(),
      { type: 'configured', config: configOf({}, [wish('a'), wish('b')]) },
      { type: 'configured', config: configOf({}, [wish('b', 'REMOVED'), wish('a')]) },
    );
    expect(till.installed).toEqual([{ slug: 'a', version: '1.2.0' }]);
    expect(till.applied.map(({ slug, state }) => [slug, state])).toEqual([
      ['b', 'REMOVED'],
      ['a', 'INSTALLED'],
    ]);
  });

  it('that find no room fail with a reason; what stands already stays', () => {
    const till = run(
      joined(),
      { type: 'configured', config: configOf({}, [wish('a')]) },
      { type: 'condition', change: { full: true } },
      { type: 'configured', config: configOf({}, [wish('a'), wish('b')]) },
    );
    expect(till.applied.map(({ slug, state, error }) => [slug, state, error])).toEqual([
      ['a', 'INSTALLED', null],
      ['b', 'FAILED', 'Не хватает места в памяти кассы'],
    ]);
  });
});

describe('the connection', () => {
  const paired = (terminalId: string, token: string): TillEvent => ({
    type: 'paired',
    terminalId,
    token,
    digits: sevens,
  });

  it('anew as the same terminal goes on with its numbers', () => {
    const till = run(
      joined(),
      cart(bread),
      sold(),
      { type: 'left' },
      paired('t1', 'k2'),
      cart(bread),
      sold(),
    );
    expect(till.queue.waiting.map(({ key }) => key)).toEqual(['9999000000000000:1', '9999000000000000:2']);
  });

  it('as another terminal begins with a drive of its own and keeps what the former has not reported', () => {
    const till = run(
      joined(),
      cart(bread),
      sold(),
      { type: 'left' },
      paired('t2', 'k2'),
      cart(bread),
      sold(),
    );
    expect(till.queue.waiting.map(({ key, terminalId }) => [key, terminalId])).toEqual([
      ['9999000000000000:1', 't1'],
      ['9999777777777777:1', 't2'],
    ]);
  });

  it('that the cabinet has ended is noticed for the token that was refused, and selling goes on', () => {
    const till = run(joined(), { type: 'disowned', token: 'k1' }, cart(bread), sold());
    expect(till.disowned).toBe(true);
    expect(till.queue.waiting).toHaveLength(1);
    const late = run(till, paired('t1', 'k2'), { type: 'disowned', token: 'k1' });
    expect(late.disowned).toBe(false);
  });
});

describe('the clock', () => {
  it('follows the cabinet, and is as wrong as it is set', () => {
    const ahead = run(joined(), { type: 'heard', serverTime: '2026-12-21T09:00:00Z', now: NOON });
    expect(new Date(tillTime(ahead, NOON)).toISOString()).toBe('2026-12-21T09:00:00.000Z');
    const wrong = run(ahead, { type: 'condition', change: { skewSeconds: -3 * 86_400 } });
    expect(new Date(tillTime(wrong, NOON)).toISOString()).toBe('2026-12-18T09:00:00.000Z');
    expect(run(ahead, { type: 'heard', serverTime: '2026-12-21T09:00:01Z', now: NOON })).toBe(ahead);
  });

  it.each([
    [180, '2026-11-21T12:00:00+03:00'],
    [0, '2026-11-21T09:00:00+00:00'],
    [-210, '2026-11-21T05:30:00-03:30'],
    [720, '2026-11-21T21:00:00+12:00'],
  ])('%d minutes from UTC: %s', (offset, text) => {
    expect(momentAt({ ms: NOON, offset })).toBe(text);
  });

  it('signs alike what is alike', () => {
    expect(fiscalSignOf('a')).toBe(fiscalSignOf('a'));
    expect(fiscalSignOf('a')).not.toBe(fiscalSignOf('b'));
    expect(fiscalSignOf('что угодно')).toMatch(/^\d{10}$/);
  });
});

describe('a shift', () => {
  it('is closed with a report on the tape, once, and the next receipt opens another', () => {
    const close: TillEvent = { type: 'shiftClosed', at };
    const till = run(joined(), close, cart(bread), sold(), close, close);
    expect(till.tape.map(({ kind }) => kind)).toEqual(['REPORT', 'RECEIPT']);
    const next = run(till, cart(coffee), sold());
    expect(next.shift).toMatchObject({ number: 2, receipts: 1, sold: { CASH: 0, CARD: 22_000 } });
  });
});

describe('the link from the cabinet', () => {
  const registration = {
    seller: 'ООО «Хлеб & Соль»',
    inn: '7700000009',
    place: 'Центр #1',
    address: 'Садовая, 1',
    kktRegNumber: '0000000000000001',
  };

  it('carries what it was given behind the sign that no server sees', () => {
    const told = { serialNumber: '00712345678901', code: 'ABCD1234', name: 'Прилавок 1', registration };
    const link = tillLink(told);
    expect(link.startsWith('/till#')).toBe(true);
    expect(readTillLink(new URL(link, 'http://kassa.test').hash)).toEqual(told);
  });

  it.each([['#serial=12'], ['#serial=abcdefghijklmn'], ['#'], [''], ['#seller=']])(
    '«%s» tells nothing',
    (hash) => {
      const told = Object.values(readTillLink(hash)).filter((value) => value !== undefined);
      expect(told).toEqual([]);
    },
  );
});
