import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Catalog, CatalogModule } from '@/lib/catalog/model';
import { kopecks } from '@/lib/core/money';
import { installationAfter, type InstallationEvent, isPresent } from './installation-state.rule';
import type { InstallationState, TerminalFacts } from './model';
import {
  arrival,
  blockReasons,
  cheapestKit,
  dependents,
  isEntitled,
  planInstallation,
  withRequirements,
} from './plan.rule';

const base: Omit<CatalogModule, 'slug' | 'name'> = {
  publisher: 'П',
  summary: '',
  description: '',
  version: '1.0.0',
  scope: 'TERMINAL',
  needsPaperless: false,
  requires: [],
  conflictsWith: [],
  posVersions: {},
  kitSlugs: [],
  planSlugs: [],
};

function catalogOf(
  modules: Partial<CatalogModule>[],
  kits: Record<string, [string[], number]> = {},
): Catalog {
  const all = modules.map((module): CatalogModule => {
    const slug = module.slug ?? '';
    const kitSlugs = Object.keys(kits).filter((kit) => kits[kit]?.[0].includes(slug));
    return { ...base, ...module, slug, name: slug, kitSlugs };
  });
  return {
    modules: new Map(all.map((module) => [module.slug, module])),
    kits: new Map(
      Object.entries(kits).map(([slug, [moduleSlugs]]) => [
        slug,
        { slug, name: slug, summary: '', description: '', moduleSlugs, planSlug: `plan-${slug}` },
      ]),
    ),
    plans: new Map(
      Object.entries(kits).map(([slug, [, price]]) => {
        const amount = kopecks(price);
        return [
          `plan-${slug}`,
          {
            slug: `plan-${slug}`,
            name: slug,
            subject: 'TERMINAL' as const,
            moduleSlug: null,
            kitSlug: slug,
            prices: { M1: amount, M3: amount, M12: amount },
          },
        ];
      }),
    ),
  };
}

/** law: in two kits; mail needs law and conflicts with sections; sections is free; marks needs law and a version. */
const catalog = catalogOf(
  [
    { slug: 'law' },
    { slug: 'mail', requires: ['law'], conflictsWith: ['sections'] },
    { slug: 'sections', conflictsWith: ['mail'] },
    { slug: 'marks', requires: ['law'], posVersions: { '': { 6: '6.42.0', 8: '8.4.0' } } },
  ],
  { plus: [['law', 'marks'], 99_000], basic: [['law'], 59_000] },
);

const facts = (change: {
  present?: string[];
  paid?: string[];
  posVersion?: string | null;
}): TerminalFacts => ({
  terminalId: 't',
  posVersion: change.posVersion === undefined ? '8.4.2' : change.posVersion,
  present: new Set(change.present),
  paidPlans: new Set(change.paid),
});

describe('plan before applying', () => {
  it.each<[string, string[], Parameters<typeof facts>[0], boolean, string, string[], string[]]>([
    ['free module', ['sections'], {}, false, 'INSTALL', ['sections'], []],
    ['already there', ['law'], { present: ['law'] }, false, 'ALREADY', [], []],
    ['paid by one kit', ['law'], { paid: ['plan-basic'] }, false, 'INSTALL', ['law'], []],
    ['paid by the other kit', ['law'], { paid: ['plan-plus'] }, false, 'INSTALL', ['law'], []],
    ['not paid', ['law'], {}, false, 'NEEDS', ['law'], ['NO_ENTITLEMENT law']],
    [
      'dependency missing',
      ['mail'],
      { paid: ['plan-basic'] },
      false,
      'NEEDS',
      ['law', 'mail'],
      ['MISSING_DEPENDENCY mail'],
    ],
    ['dependency taken along', ['mail'], { paid: ['plan-basic'] }, true, 'INSTALL', ['law', 'mail'], []],
    [
      'dependency taken along, not paid',
      ['mail'],
      {},
      true,
      'NEEDS',
      ['law', 'mail'],
      ['NO_ENTITLEMENT law'],
    ],
    [
      'conflict with what is there',
      ['mail'],
      { present: ['law', 'sections'], paid: ['plan-basic'] },
      false,
      'CANNOT',
      ['mail'],
      ['CONFLICT mail'],
    ],
    [
      'conflict in the other order',
      ['sections'],
      { present: ['law', 'mail'], paid: ['plan-basic'] },
      false,
      'CANNOT',
      ['sections'],
      ['CONFLICT sections'],
    ],
    [
      'conflict within one request',
      ['mail', 'sections'],
      { present: ['law'], paid: ['plan-basic'] },
      false,
      'CANNOT',
      ['mail', 'sections'],
      ['CONFLICT mail', 'CONFLICT sections'],
    ],
    [
      'old version',
      ['marks'],
      { present: ['law'], paid: ['plan-plus'], posVersion: '6.41.9' },
      false,
      'CANNOT',
      ['marks'],
      ['VERSION_TOO_OLD marks'],
    ],
    [
      'unknown version',
      ['marks'],
      { present: ['law'], paid: ['plan-plus'], posVersion: null },
      false,
      'CANNOT',
      ['marks'],
      ['VERSION_UNKNOWN marks'],
    ],
    [
      'unsupported line',
      ['marks'],
      { present: ['law'], paid: ['plan-plus'], posVersion: '7.0.0' },
      false,
      'CANNOT',
      ['marks'],
      ['UNSUPPORTED_LINE marks'],
    ],
  ])('%s', (_, wanted, change, complete, verdict, order, reasons) => {
    const plan = planInstallation(catalog, wanted, facts(change), complete);
    expect(plan.verdict).toBe(verdict);
    expect(plan.order).toEqual(order);
    expect(plan.reasons.map((reason) => `${reason.code} ${reason.moduleSlug}`)).toEqual(reasons);
  });

  it('offers the cheapest kit that holds what is missing', () => {
    expect(cheapestKit(catalog, ['law'])?.slug).toBe('basic');
    expect(cheapestKit(catalog, ['law', 'marks'])?.slug).toBe('plus');
    expect(cheapestKit(catalog, ['mail'])).toBeNull();
    expect(planInstallation(catalog, ['marks'], facts({}), true).reasons[0]?.kitSlug).toBe('plus');
  });

  it('puts dependencies first and survives a circle in the data', () => {
    expect(withRequirements(catalog, ['mail', 'marks'])).toEqual(['law', 'mail', 'marks']);
    const circle = catalogOf([
      { slug: 'a', requires: ['b'] },
      { slug: 'b', requires: ['a'] },
    ]);
    expect(withRequirements(circle, ['a']).sort()).toEqual(['a', 'b']);
  });
});

describe('an installed module', () => {
  it('is blocked without its entitlement and works again with another kit that holds it', () => {
    const working = new Set(['law', 'mail']);
    const blocked = blockReasons(catalog, 'law', facts({}), working);
    expect(blocked.map((reason) => reason.code)).toEqual(['NO_ENTITLEMENT']);
    expect(blockReasons(catalog, 'law', facts({ paid: ['plan-plus'] }), working)).toEqual([]);
  });

  it('is blocked by what blocks the module it requires, and works again with it', () => {
    const working = new Set(['law', 'mail']);
    expect(blockReasons(catalog, 'mail', facts({}), working)).toMatchObject([
      { code: 'NO_ENTITLEMENT', moduleSlug: 'law', kitSlug: 'basic' },
    ]);
    expect(blockReasons(catalog, 'mail', facts({ paid: ['plan-basic'] }), working)).toEqual([]);
  });

  it('is blocked by a module two steps away, and says so once', () => {
    const chain = catalogOf([
      { slug: 'base', posVersions: { '': { 8: '8.5.0' } } },
      { slug: 'middle', requires: ['base'] },
      { slug: 'top', requires: ['middle', 'base'] },
    ]);
    const all = new Set(['base', 'middle', 'top']);
    const codes = (working: ReadonlySet<string>) =>
      blockReasons(chain, 'top', facts({}), working).map((each) => `${each.code} ${each.moduleSlug}`);
    expect(codes(all)).toEqual(['VERSION_TOO_OLD base']);
    expect(codes(new Set(['top']))).toEqual(['MISSING_DEPENDENCY top', 'MISSING_DEPENDENCY top']);
  });

  it('that had failed and turns up beside its opposite is taken away again', () => {
    expect(arrival(catalog, 'mail', 'FAILED', new Set(['law', 'sections']))).toBe('REMOVE');
    expect(arrival(catalog, 'mail', 'FAILED', new Set(['law']))).toBe('APPLIED');
    expect(arrival(catalog, 'mail', 'WAITING_TERMINAL', new Set(['law', 'mail']))).toBe('APPLIED');
  });

  it('is blocked without what it requires', () => {
    const reasons = blockReasons(catalog, 'mail', facts({}), new Set(['mail']));
    expect(reasons).toMatchObject([{ code: 'MISSING_DEPENDENCY', moduleSlug: 'mail', otherSlug: 'law' }]);
  });

  it('names those that need it', () => {
    expect(dependents(catalog, 'law', new Set(['law', 'mail', 'sections']))).toEqual(['mail']);
  });
});

describe('whatever the order of installing', () => {
  const slugs = [...catalog.modules.keys()];
  const step = fc.record({ wanted: fc.subarray(slugs, { minLength: 1 }), complete: fc.boolean() });
  const start = fc.record({
    paid: fc.subarray(['plan-plus', 'plan-basic']),
    posVersion: fc.constantFrom('6.41.0', '6.42.7', '7.1.0', '8.10.0', null),
    steps: fc.array(step, { maxLength: 8 }),
  });

  it('no state arises that the rules forbid, and the plan tells the result', () => {
    fc.assert(
      fc.property(start, ({ paid, posVersion, steps }) => {
        let present: string[] = [];
        for (const { wanted, complete } of steps) {
          const plan = planInstallation(catalog, wanted, facts({ present, paid, posVersion }), complete);
          if (plan.verdict !== 'INSTALL') continue;
          present = [...present, ...plan.order];
          for (const slug of wanted) expect(present).toContain(slug);
        }
        const now = facts({ present, paid, posVersion });
        for (const slug of present) {
          expect(blockReasons(catalog, slug, now, new Set(present))).toEqual([]);
          expect(isEntitled(catalog, slug, now.paidPlans)).toBe(true);
        }
      }),
    );
  });

  it('nor one of two opposites side by side, whatever the terminal answers and people remove', () => {
    const slug = fc.constantFrom('law', 'mail', 'sections');
    const event = fc.oneof(
      slug.map((each) => ({ kind: 'INSTALL' as const, wanted: [each] })),
      slug.map((each) => ({ kind: 'REMOVE' as const, slug: each })),
      fc.record({
        kind: fc.constantFrom('FETCHED' as const, 'HAS' as const, 'FAILED' as const, 'GONE' as const),
        slug,
      }),
    );
    const paid = ['plan-plus', 'plan-basic'];
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40, size: 'max' }), (events) => {
        const states = new Map<string, InstallationState>();
        const present = () => [...states].filter(([, state]) => isPresent(state)).map(([each]) => each);
        const move = (each: string, cause: InstallationEvent) => {
          const next = installationAfter(states.get(each) ?? 'REMOVED', cause);
          if (next) states.set(each, next);
        };
        for (const each of events) {
          const now = facts({ present: present(), paid });
          if (each.kind === 'INSTALL') {
            const plan = planInstallation(catalog, each.wanted, now, true);
            if (plan.verdict !== 'INSTALL') continue;
            for (const added of plan.order) {
              move(added, 'REQUEST');
              expect(present()).toContain(added);
            }
          } else if (each.kind === 'REMOVE') {
            if (dependents(catalog, each.slug, now.present).length === 0) move(each.slug, 'REMOVE');
          } else if (each.kind === 'HAS') {
            const state = states.get(each.slug);
            if (state) move(each.slug, arrival(catalog, each.slug, state, now.present));
          } else move(each.slug, each.kind);
          for (const one of present()) {
            const opposites = catalog.modules.get(one)?.conflictsWith ?? [];
            expect(present().filter((other) => opposites.includes(other))).toEqual([]);
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
