import { describe, expect, it } from 'vitest';
import { type Binding, type BindRefusal, type BoundCard, decideBind, type TerminalToBind } from './bind.rule';

const IMEI = '490154203237518';
const OTHER = '864850000000013';
const card: BoundCard = {
  isClosed: false,
  terminalId: 'old',
  imeiLock: null,
  lockPending: false,
  operatorIntegrated: true,
};
const terminal: TerminalToBind = { id: 'new', imei: IMEI, occupiedBy: null };
const taken = { occupiedBy: { tail: '…6789' } };
const moved = (lock?: string | null): Binding => ({ ok: true, lock });
const refused = (code: string): Partial<BindRefusal> => ({ ok: false, code: code as BindRefusal['code'] });

describe('decideBind', () => {
  it.each<[string, Partial<BoundCard>, Partial<TerminalToBind> | null, boolean, object]>([
    ['to a free terminal', {}, {}, false, moved()],
    ['from no terminal', { terminalId: null }, {}, false, moved()],
    ['off its terminal', {}, null, false, moved()],
    ['to a terminal with a card', {}, taken, false, refused('TERMINAL_HAS_CARD')],
    ['in place of that card', {}, taken, true, moved()],
    ['a closed card', { isClosed: true }, {}, true, refused('CARD_CLOSED')],
    ['a closed card, off', { isClosed: true }, null, false, refused('CARD_CLOSED')],
    ['while the lock is changed', { lockPending: true }, {}, false, refused('IMEI_LOCK_IN_PROGRESS')],
    ['the lock moves along', { imeiLock: OTHER }, {}, false, moved(IMEI)],
    ['the lock fits already', { imeiLock: IMEI }, {}, false, moved()],
    ['the new device is not known', { imeiLock: OTHER }, { imei: null }, false, moved(null)],
    ['off, the lock goes', { imeiLock: OTHER }, null, false, moved(null)],
    ['where it is, nothing moves', { imeiLock: OTHER, lockPending: true }, { id: 'old' }, false, moved()],
    ['an operator that takes no locks', { imeiLock: OTHER, operatorIntegrated: false }, {}, false, moved()],
  ])('%s', (_, change, where, replace, expected) => {
    const to = where && { ...terminal, ...where };
    expect(decideBind({ ...card, ...change }, to, replace)).toMatchObject(expected);
  });
});
