import { describe, expect, it } from 'vitest';
import { pairInput } from '@/lib/terminals/device.schema';
import {
  at,
  bread,
  cart,
  coffee,
  configOf,
  joined,
  NOON,
  run,
  sevens,
  sold,
  zeros,
} from '@/lib/testing/till';
import { fiscalSignOf, momentAt, saleBlock } from './sale.rule';
import { readTillLink, tillLink } from './till-link.rule';
import { newTill, serialOf, type TillEvent, tillTime } from './till.rule';

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

describe('modules', () => {
  const wish = (slug: string, desired: 'INSTALLED' | 'REMOVED' = 'INSTALLED') => ({
    slug,
    desired,
    requestedAt: '2026-11-20T09:00:00.000Z',
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
