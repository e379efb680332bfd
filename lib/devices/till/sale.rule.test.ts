import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kopecks } from '@/lib/core/money';
import { reportedReceipt } from '@/lib/receipts/device.schema';
import { printedReceipt } from '@/lib/receipts/letter/printed-receipt.rule';
import { checkReported } from '@/lib/receipts/reported-receipt.rule';
import { bread, cart, coffee, configOf, joined, lastReceipt, NOON, run, sold } from '@/lib/testing/till';
import { addGood, cartTotal, emptyCart, setQuantity } from './cart.rule';
import { contactProblem } from './contact.rule';
import { refundOf, saleBlock } from './sale.rule';
import { settingAtTill } from './setting.rule';

const DAY = 86_400_000;

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
