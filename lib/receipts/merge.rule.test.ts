import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { merged, mergeSettings } from './merge.rule';
import { type OwnSetting, printModes } from './model';

const own = (printMode: OwnSetting['printMode'], defaultEmail: string | null): OwnSetting => ({
  printMode,
  defaultEmail,
});
const base = own('ASK', 'a@b.ru');

describe('two changes of one setting', () => {
  it.each<[string, OwnSetting, OwnSetting, unknown[]]>([
    ['different fields come together', own('BOTH', 'a@b.ru'), own('ASK', 'c@d.ru'), ['MINE', 'THEIRS']],
    ['both changed the mode', own('BOTH', 'a@b.ru'), own('PAPER_ONLY', 'a@b.ru'), [null, 'SAME']],
    ['both want the same', own('BOTH', ''), own('BOTH', ''), ['SAME', 'SAME']],
    ['mine was given back', own(null, null), own('BOTH', 'a@b.ru'), [null, 'MINE']],
    ['theirs was given back', own('ASK', 'mine@b.ru'), own(null, null), ['THEIRS', null]],
    ['«without an address» is not «as above»', own('ASK', ''), own('ASK', null), ['SAME', null]],
  ])('%s', (_, mine, theirs, sides) => {
    const merge = mergeSettings(base, mine, theirs);
    expect([merge.printMode.side, merge.defaultEmail.side]).toEqual(sides);
  });

  it('without what it was before, a person decides on every difference', () => {
    const merge = mergeSettings(null, own('BOTH', null), own('ASK', null));
    expect([merge.printMode.side, merge.defaultEmail.side]).toEqual([null, 'SAME']);
  });

  const values = fc.record({
    printMode: fc.constantFrom(null, ...printModes),
    defaultEmail: fc.constantFrom(null, '', 'a@b.ru', 'c@d.ru'),
  });
  const side = fc.constantFrom('MINE' as const, 'THEIRS' as const);

  it('what is saved was wanted by somebody, and what only one changed is decided for that one', () => {
    fc.assert(
      fc.property(values, values, values, side, side, (base, mine, theirs, one, other) => {
        const merge = mergeSettings(base, mine, theirs);
        for (const field of ['printMode', 'defaultEmail'] as const) {
          const { side } = merge[field];
          if (side === null) expect([mine[field], theirs[field]]).not.toContain(base[field]);
          if (side === 'MINE') expect(theirs[field]).toBe(base[field]);
          if (side === 'THEIRS') expect(mine[field]).toBe(base[field]);
        }
        const saved = merged(merge, { printMode: one, defaultEmail: other });
        expect([mine.printMode, theirs.printMode]).toContain(saved.printMode);
        expect([mine.defaultEmail, theirs.defaultEmail]).toContain(saved.defaultEmail);
      }),
    );
  });

  it('a third change is merged with the result of the first merge: no choice is lost', () => {
    const first = mergeSettings(base, own('BOTH', 'a@b.ru'), own('PAPER_ONLY', 'c@d.ru'));
    const mine = merged(first, { printMode: 'MINE', defaultEmail: 'THEIRS' });
    const second = mergeSettings(own('PAPER_ONLY', 'c@d.ru'), mine, own('PAPER_ONLY', 'third@d.ru'));
    expect(second.printMode).toMatchObject({ mine: 'BOTH', side: 'MINE' });
    expect(second.defaultEmail).toMatchObject({ theirs: 'third@d.ru', side: 'THEIRS' });
  });
});
