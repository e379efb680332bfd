import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogOf } from '@/lib/testing/catalog';
import { cheapestCover, entitledBy, separately } from './cover.rule';
import { checkHardware, modelKey, modelsWith } from './hardware.rule';
import { capabilityAt, providerHref, providerOf } from './lookup.rule';
import type { Catalog, Kit } from './model';

const modules = ['law', 'marks', 'mail', 'free'].map((slug) => ({ slug }));

describe('the cheapest purchase for one terminal', () => {
  const catalog = catalogOf(
    modules,
    { plus: [['law', 'marks'], 99_000], basic: [['law'], 59_000], all: [['law', 'marks', 'mail'], 150_000] },
    { marks: 49_000 },
  );
  it.each<[string[], string[] | null, number]>([
    [[], [], 0],
    [['law'], ['plan-basic'], 59_000],
    [['marks'], ['plan-marks'], 49_000],
    [['law', 'marks'], ['plan-plus'], 99_000],
    [['marks', 'law', 'law'], ['plan-plus'], 99_000],
    [['mail'], ['plan-all'], 150_000],
    [['free'], null, 0],
    [['law', 'free'], null, 0],
  ])('%j → %j', (wanted, planSlugs, price) => {
    expect(cheapestCover(catalog, wanted, 'M1')).toEqual(planSlugs && { planSlugs, price });
  });

  it('takes two when together they cost less, at the price of the period', () => {
    const dear = catalogOf(
      modules,
      { plus: [['law', 'marks'], 99_000], basic: [['law'], 40_000] },
      { marks: 49_000 },
    );
    expect(cheapestCover(dear, ['law', 'marks'], 'M1')).toEqual({
      planSlugs: ['plan-basic', 'plan-marks'],
      price: 89_000,
    });
    expect(cheapestCover(dear, ['law', 'marks'], 'M3')?.price).toBe(89_000 * 3 - 2);
  });

  it('among equal prices takes fewer, then what holds more, then the first by name; the order of data is nothing', () => {
    const equal = (names: string[]) => {
      const offers: Record<string, [string[], number]> = {
        b: [['law', 'marks'], 100],
        a: [['law', 'marks'], 100],
        wide: [['law', 'marks', 'mail'], 100],
        half: [['law'], 50],
      };
      const kits = Object.fromEntries(
        names.flatMap((name) => (offers[name] ? [[name, offers[name]] as const] : [])),
      );
      return cheapestCover(catalogOf(modules, kits, { marks: 50 }), ['law', 'marks'], 'M1')?.planSlugs;
    };
    expect(equal(['b', 'a', 'half'])).toEqual(['plan-a']);
    expect(equal(['half', 'a', 'b'])).toEqual(['plan-a']);
    expect(equal(['b', 'a', 'half', 'wide'])).toEqual(['plan-wide']);
  });

  it('is never beaten by any other set', () => {
    const slugs = ['law', 'marks', 'mail', 'free'];
    const offers = fc.array(fc.tuple(fc.subarray(slugs, { minLength: 1 }), fc.nat(20)), { maxLength: 6 });
    fc.assert(
      fc.property(offers, fc.subarray(slugs), (kits, wanted) => {
        const catalog = catalogOf(
          modules,
          Object.fromEntries(kits.map((kit, index) => [`k${String(index)}`, kit])),
        );
        const all = [...catalog.plans.values()];
        const prices = Array.from({ length: 2 ** all.length }, (_, set) => {
          const chosen = all.filter((_plan, bit) => (set & (2 ** bit)) > 0);
          const held = new Set(chosen.flatMap((plan) => entitledBy(catalog, plan)));
          return wanted.every((slug) => held.has(slug))
            ? chosen.reduce((sum, plan) => sum + plan.prices.M1, 0)
            : Number.POSITIVE_INFINITY;
        });
        const least = Math.min(...prices);
        expect(cheapestCover(catalog, wanted, 'M1')?.price ?? Number.POSITIVE_INFINITY).toBe(least);
      }),
    );
  });

  it('a kit against its parts: alone and in smaller kits, never in one as large', () => {
    const kit = (slug: string): Kit => {
      const found = catalog.kits.get(slug);
      if (!found) throw new Error(slug);
      return found;
    };
    expect(separately(catalog, kit('plus'), 'M1')).toEqual({
      planSlugs: ['plan-basic', 'plan-marks'],
      price: 108_000,
    });
    expect(separately(catalog, kit('basic'), 'M1')).toBeNull();
    expect(separately(catalog, kit('all'), 'M1')).toBeNull();
  });
});

describe('hardware by model', () => {
  const { models } = catalogOf([]);
  it.each([
    ['Эвотор 7.3', '73'],
    ['7_3', '73'],
    ['evotor 5I', '5i'],
    ['5_I', '5i'],
    ['7_2_ATOL', '72atol'],
    ['Эвотор 7.2 АТОЛ', '72atol'],
    ['POWER', 'power'],
  ])('%s is %s', (model, key) => {
    expect(modelKey(model)).toBe(key);
  });

  it('is known, missing or unknown', () => {
    const verdicts = ['Эвотор 7.3', '5', 'X'].map((model) => checkHardware({ models }, model, 'port'));
    expect(verdicts).toEqual(['OK', 'MISSING', 'UNKNOWN']);
    expect(modelsWith({ models }, ['port'])).toEqual(['Эвотор 7.3']);
  });
});

it('a domain finds its module by what it brings, whatever it is called', () => {
  const catalog: Catalog = catalogOf([{ slug: 'x', provides: 'SIM_CARDS' }]);
  expect(providerOf(catalog, 'SIM_CARDS')?.slug).toBe('x');
  expect(providerOf(catalog, 'EMAIL_RECEIPTS')).toBeNull();
  expect(providerHref('SIM_CARDS')).toBe('/modules/of/sim-cards');
  expect([capabilityAt('sim-cards'), capabilityAt('SIM_CARDS'), capabilityAt('')]).toEqual([
    'SIM_CARDS',
    undefined,
    undefined,
  ]);
});
