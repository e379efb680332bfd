import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_RECEIPTS } from '@/lib/receipts/device.schema';
import type { Queue, ReceiptResult, Waiting } from './model';
import {
  answered,
  batchRefused,
  emptyQueue,
  enqueue,
  fateOf,
  MOST_AT_ONCE,
  nextBatch,
  oldestWaiting,
  receiptKey,
} from './queue.rule';

const DRIVE = '9999000011112222';
const TERMINAL = 'a';

const item = (documentNumber: number, terminalId = TERMINAL, name = 'Хлеб'): Waiting => ({
  key: receiptKey(DRIVE, documentNumber),
  terminalId,
  receipt: {
    fiscalDrive: DRIVE,
    documentNumber,
    issuedAt: `2026-11-21T10:00:${String(documentNumber % 60).padStart(2, '0')}+03:00`,
    fiscalSign: '1234567890',
    operation: 'SALE',
    items: [{ name, quantity: 1, price: 100, sum: 100, vat: '10' }],
    total: 100,
    payment: 'CARD',
    buyerContact: null,
    printed: true,
    electronic: false,
  },
});

const queueOf = (...items: Waiting[]): Queue => items.reduce(enqueue, emptyQueue);
const resultOf = ({ receipt }: Waiting, result: ReceiptResult['result']): ReceiptResult => ({
  fiscalDrive: receipt.fiscalDrive,
  documentNumber: receipt.documentNumber,
  fiscalSign: receipt.fiscalSign,
  result,
  reason: result === 'rejected' ? 'INVALID' : null,
  detail: result === 'rejected' ? 'В чеке не хватает полей' : null,
  fields: [],
});
const fates = (queue: Queue, ...numbers: number[]) =>
  numbers.map((number) => fateOf(queue, receiptKey(DRIVE, number)));

describe('what is sent', () => {
  it('takes as many at once as the Device API does', () => {
    expect(MOST_AT_ONCE).toBe(MOST_RECEIPTS);
    const queue = queueOf(...Array.from({ length: 501 }, (_, index) => item(index + 1)));
    const batch = nextBatch(queue, TERMINAL);
    expect(batch).toHaveLength(500);
    expect(batch[0]?.receipt.documentNumber).toBe(1);
  });

  it('stays under the size of a body, and is never nothing', () => {
    const long = 'ы'.repeat(400_000);
    const queue = queueOf(
      item(1, TERMINAL, long),
      item(2, TERMINAL, long),
      item(3, TERMINAL, 'ы'.repeat(600_000)),
    );
    expect(nextBatch(queue, TERMINAL)).toHaveLength(1);
    expect(nextBatch(queueOf(item(3, TERMINAL, 'ы'.repeat(600_000))), TERMINAL)).toHaveLength(1);
  });

  it('is of this terminal alone', () => {
    const queue = queueOf(item(1, 'former'), item(2), item(3, 'former'));
    expect(nextBatch(queue, TERMINAL).map(({ receipt }) => receipt.documentNumber)).toEqual([2]);
    expect(oldestWaiting(queue, TERMINAL)).toBe(item(2).receipt.issuedAt);
    expect(oldestWaiting(queue, 'nobody')).toBeNull();
  });
});

describe('an answer', () => {
  const queue = queueOf(item(1), item(2), item(3));
  const batch = nextBatch(queue, TERMINAL);

  it('settles each receipt for itself', () => {
    const results = batch.map((each, index) =>
      resultOf(each, (['accepted', 'duplicate', 'rejected'] as const)[index] ?? 'accepted'),
    );
    const after = answered(queue, batch, results);
    expect(fates(after, 1, 2, 3, 4)).toEqual(['ACCEPTED', 'DUPLICATE', 'REFUSED', 'UNKNOWN']);
    expect(after.refused[0]?.detail).toBe('В чеке не хватает полей');
    expect(answered(after, batch, results)).toEqual(after);
  });

  it('that is short, or speaks of another receipt, leaves it waiting', () => {
    const [first, second] = batch as [Waiting, Waiting];
    expect(fates(answered(queue, batch, [resultOf(first, 'accepted')]), 1, 2, 3)).toEqual([
      'ACCEPTED',
      'WAITING',
      'WAITING',
    ]);
    expect(answered(queue, batch, [resultOf(second, 'accepted')])).toEqual(queue);
  });

  it('without numbers still refuses the receipt that it stands for', () => {
    const nameless = { ...resultOf(item(1), 'rejected'), fiscalDrive: null, documentNumber: null };
    expect(fates(answered(queue, batch, [nameless]), 1, 2)).toEqual(['REFUSED', 'WAITING']);
  });
});

describe('a request that is refused whole', () => {
  it('puts one receipt aside, of many none', () => {
    const queue = queueOf(item(1), item(2));
    expect(batchRefused(queue, nextBatch(queue, TERMINAL), 'слишком много')).toBe(queue);
    const after = batchRefused(queue, nextBatch(queue, TERMINAL, 1), 'слишком много');
    expect(fates(after, 1, 2)).toEqual(['REFUSED', 'WAITING']);
    expect(batchRefused(after, [item(1)], 'ещё раз')).toBe(after);
  });
});

/** The cabinet as the contract describes it: known by drive and number, the answer may be lost on the way. */
class Cabinet {
  readonly known: number[] = [];
  receive(batch: readonly Waiting[]): ReceiptResult[] {
    return batch.map((each) => {
      const number = each.receipt.documentNumber;
      if (number % 7 === 0) return resultOf(each, 'rejected');
      const isNew = !this.known.includes(number);
      if (isNew) this.known.push(number);
      return resultOf(each, isNew ? 'accepted' : 'duplicate');
    });
  }
}

/**
 * SELL one more; SEND and get the answer; LOSE: sent, the answer never comes; LATE: sent, the answer comes with the
 * next LATE or at the end, after whatever was done meanwhile; RELOAD: what is not written down is forgotten.
 */
const step = fc.constantFrom('SELL', 'SELL', 'SEND', 'LOSE', 'LATE', 'RELOAD');

describe('a day of selling with a bad network', () => {
  it('loses nothing, doubles nothing and keeps the order', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), fc.integer({ min: 1, max: 6 }), (steps, most) => {
        const cabinet = new Cabinet();
        let queue = emptyQueue;
        let sold = 0;
        let late: (() => void)[] = [];
        for (const each of steps) {
          if (each === 'SELL') queue = enqueue(queue, item((sold += 1)));
          if (each === 'RELOAD') {
            queue = JSON.parse(JSON.stringify(queue)) as Queue;
            late = [];
          }
          if (each !== 'SEND' && each !== 'LOSE' && each !== 'LATE') continue;
          const batch = nextBatch(queue, TERMINAL, most);
          const results = cabinet.receive(batch);
          if (each === 'SEND') queue = answered(queue, batch, results);
          if (each === 'LATE') {
            late.splice(0).forEach((arrive) => arrive());
            late.push(() => (queue = answered(queue, batch, results)));
          }
        }
        late.forEach((arrive) => arrive());
        while (queue.waiting.length > 0) {
          const batch = nextBatch(queue, TERMINAL, most);
          queue = answered(queue, batch, cabinet.receive(batch));
        }
        const all = Array.from({ length: sold }, (_, index) => index + 1);
        const good = all.filter((number) => number % 7 !== 0);
        expect(cabinet.known).toEqual(good);
        expect(queue.refused.map(({ receipt }) => receipt.documentNumber)).toEqual(
          all.filter((number) => number % 7 === 0),
        );
        expect(queue.done.map(({ key }) => key)).toEqual(good.map((number) => receiptKey(DRIVE, number)));
      }),
      { numRuns: 300 },
    );
  });

  it('a receipt enters once, whatever has become of it', () => {
    const queue = queueOf(item(1), item(2));
    const after = answered(queue, [item(1)], [resultOf(item(1), 'accepted')]);
    expect(enqueue(after, item(1))).toBe(after);
    expect(enqueue(after, item(2))).toBe(after);
  });
});
