import { describe, expect, it } from 'vitest';
import type { ReadinessStep } from './model';
import { type ModuleFact, readiness, type ReadinessFacts } from './readiness.rule';

const law: ModuleFact = {
  slug: 'law-updates',
  name: 'Обновления под закон',
  entitled: true,
  state: 'INSTALLED',
};
const email: ModuleFact = {
  slug: 'email-receipts',
  name: 'Отправка чеков на e-mail',
  entitled: true,
  state: 'INSTALLED',
};
const sections = { slug: 'sections', name: 'Секции и отделы' };
const fit: ReadinessFacts = {
  module: email,
  required: [law],
  conflicting: [],
  kits: ['Закон: базовый', 'Смарт-терминал Плюс'],
  hasDefaultEmail: true,
  addressConfirmed: true,
  version: 'OK',
  autonomous: false,
};

describe('readiness of a terminal', () => {
  it('goes through the steps of the document in their order', () => {
    expect(readiness(fit).items.map((item) => item.step)).toEqual([
      'ENTITLEMENT',
      'REQUIRED',
      'MODULE',
      'CONFLICT',
      'VERSION',
      'ADDRESS',
      'OFD',
      'PAPER',
    ]);
  });

  it.each<[string, Partial<ReadinessFacts>, string, ReadinessStep | null]>([
    ['everything in place', {}, 'READY', null],
    ['no kit', { required: [{ ...law, entitled: false, state: null }] }, 'NOT_READY', 'ENTITLEMENT'],
    [
      'kit paid, nothing installed',
      { required: [{ ...law, state: null }], module: { ...email, state: null } },
      'NOT_READY',
      'REQUIRED',
    ],
    ['the module is missing', { module: { ...email, state: null } }, 'NOT_READY', 'MODULE'],
    ['the module was removed', { module: { ...email, state: 'REMOVED' } }, 'NOT_READY', 'MODULE'],
    ['the terminal failed to install it', { module: { ...email, state: 'FAILED' } }, 'NOT_READY', 'MODULE'],
    ['the terminal has not come yet', { module: { ...email, state: 'WAITING_TERMINAL' } }, 'WAITING', null],
    ['just asked for', { module: { ...email, state: 'REQUESTED' } }, 'WAITING', null],
    ['works until the paid end', { module: { ...email, state: 'REMOVING' } }, 'READY', null],
    ['the other module stands there', { conflicting: [sections] }, 'NOT_READY', 'CONFLICT'],
    [
      'it is not installed because the other one is',
      { module: { ...email, state: null }, conflicting: [sections] },
      'NOT_READY',
      'CONFLICT',
    ],
    ['an old version with an address', { version: 'TOO_OLD' }, 'LIMITED', null],
    ['an old version without an address', { version: 'TOO_OLD', hasDefaultEmail: false }, 'READY', null],
    ['an unknown version with an address', { version: 'UNKNOWN' }, 'LIMITED', null],
    ['an address whose owner has not agreed', { addressConfirmed: false }, 'LIMITED', null],
    ['no address, so nobody to agree', { addressConfirmed: false, hasDefaultEmail: false }, 'READY', null],
    ['autonomous', { autonomous: true }, 'NOT_READY', 'OFD'],
  ])('%s', (_, facts, summary, next) => {
    const result = readiness({ ...fit, ...facts });
    expect([result.summary, result.next?.step ?? null]).toEqual([summary, next]);
  });

  it('names what is missing', () => {
    const items = readiness({ ...fit, required: [{ ...law, entitled: false, state: null }] }).items;
    expect(items[0]).toMatchObject({ status: 'MISSING', names: ['Закон: базовый', 'Смарт-терминал Плюс'] });
    expect(items[1]).toMatchObject({ status: 'MISSING', names: ['Обновления под закон'] });
  });
});
