import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BillingPeriod, Catalog } from '@/lib/catalog/model';
import { checkPosVersion } from '@/lib/terminals/pos-version.rule';
import { catalogOf } from '@/lib/testing/catalog';
import { installationAfter, type InstallationEvent, isPresent } from './installation-state.rule';
import type { InstallationState, TerminalFacts } from './model';
import { arrival, blockReasons, dependents, planInstallation, withRequirements } from './plan.rule';

const SLUGS = ['a', 'b', 'c', 'd', 'e'] as const;
const VERSIONS = ['6.41.0', '6.42.8', '7.1.0', '8.4.1', '8.10.0', null] as const;
const KITS = ['one', 'two'] as const;
const PLANS = ['plan-one', 'plan-two', 'plan-e'] as const;

/** Five modules: each may require earlier ones and conflict with any; versions, hardware, two kits, one sold alone. */
const catalogs: fc.Arbitrary<Catalog> = fc
  .record({
    requires: fc.array(fc.subarray([0, 1, 2, 3]), { minLength: 5, maxLength: 5 }),
    conflicts: fc.uniqueArray(
      fc.tuple(fc.nat(4), fc.nat(4)).filter(([left, right]) => left < right),
      { maxLength: 2, selector: (pair) => pair.join() },
    ),
    floors: fc.subarray([0, 1, 2, 3, 4], { maxLength: 1 }),
    hardware: fc.subarray([0, 1, 2, 3, 4], { maxLength: 1 }),
    kits: fc.tuple(fc.subarray([...SLUGS]), fc.subarray([...SLUGS])),
    prices: fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9)),
  })
  .map(({ requires, conflicts, floors, hardware, kits, prices }) =>
    catalogOf(
      SLUGS.map((slug, index) => ({
        slug,
        requires: (requires[index] ?? []).filter((other) => other < index).map((other) => SLUGS[other] ?? ''),
        conflictsWith: conflicts.flatMap(([left, right]) =>
          left === index ? [SLUGS[right] ?? ''] : right === index ? [SLUGS[left] ?? ''] : [],
        ),
        posVersions: floors.includes(index) ? { '': { 6: '6.42.8', 8: '8.4.2' } } : {},
        hardware: hardware.includes(index) ? ['port'] : [],
      })),
      Object.fromEntries(KITS.map((kit, index) => [kit, [kits[index] ?? [], prices[index] ?? 0]])),
      { e: prices[2] },
    ),
  );

type Step =
  | { kind: 'INSTALL'; wanted: string[]; complete: boolean; period: BillingPeriod | null }
  | { kind: 'REMOVE'; slug: string; together: boolean }
  | { kind: 'PAY' | 'LOSE'; plan: string }
  | { kind: 'VERSION'; version: string | null }
  | { kind: 'MODEL'; model: string }
  | { kind: 'FETCHED' | 'HAS' | 'FAILED' | 'GONE'; slug: string };

const slug = fc.constantFrom(...SLUGS);
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('INSTALL' as const),
      wanted: fc.subarray([...SLUGS], { minLength: 1, maxLength: 3 }),
      complete: fc.boolean(),
      period: fc.constantFrom(null, 'M1' as const, 'M12' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('REMOVE' as const), slug, together: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('PAY' as const, 'LOSE' as const),
      plan: fc.constantFrom(...PLANS),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('VERSION' as const), version: fc.constantFrom(...VERSIONS) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('MODEL' as const),
      model: fc.constantFrom('7.3', '5', 'Новая'),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('FETCHED' as const, 'HAS' as const, 'FAILED' as const, 'GONE' as const),
      slug,
    }),
  },
);

/** One terminal as the commands leave it: they decide by the rules that are called here and by nothing else. */
class Till {
  readonly states = new Map<string, InstallationState>();
  readonly paid = new Set<string>();
  version: string | null = '8.10.0';
  model = '7.3';

  constructor(readonly catalog: Catalog) {}

  has(...wanted: InstallationState[]): string[] {
    return [...this.states].filter(([, state]) => wanted.includes(state)).map(([each]) => each);
  }

  facts(): TerminalFacts {
    return {
      terminalId: 't',
      posVersion: this.version,
      model: this.model,
      present: new Set([...this.states].filter(([, state]) => isPresent(state)).map(([each]) => each)),
      cabinet: new Set(),
      paidPlans: new Set(this.paid),
    };
  }

  move(each: string, event: InstallationEvent): void {
    const next = installationAfter(this.states.get(each) ?? 'REMOVED', event);
    if (next) this.states.set(each, next);
  }

  works(each: string): boolean {
    const working = new Set(this.has('INSTALLED', 'REMOVING'));
    return (
      this.states.get(each) === 'INSTALLED' &&
      blockReasons(this.catalog, each, this.facts(), working).length === 0
    );
  }

  /** It does whatever is asked of it: removes first, then installs. */
  obey(): void {
    for (const each of this.has('REMOVING')) this.move(each, 'GONE');
    for (const each of this.has('REQUESTED', 'WAITING_TERMINAL')) this.move(each, 'APPLIED');
  }

  take(step: Step): void {
    switch (step.kind) {
      case 'INSTALL': {
        const { wanted, complete, period } = step;
        const plan = planInstallation(this.catalog, wanted, this.facts(), complete, period);
        if (plan.verdict !== 'INSTALL') return;
        for (const bought of plan.buy) this.paid.add(bought);
        for (const each of plan.order) this.move(each, 'REQUEST');
        return;
      }
      case 'REMOVE': {
        const needed = dependents(this.catalog, step.slug, this.facts().present);
        if (needed.length > 0 && !step.together) return;
        for (const each of [...needed, step.slug]) this.move(each, 'REMOVE');
        return;
      }
      case 'PAY':
        this.paid.add(step.plan);
        return;
      case 'LOSE':
        this.paid.delete(step.plan);
        return;
      case 'VERSION':
        this.version = step.version;
        return;
      case 'MODEL':
        this.model = step.model;
        return;
      case 'HAS':
        if (this.states.has(step.slug)) this.move(step.slug, arrival(this.catalog, step.slug, this.states));
        return;
      case 'FETCHED':
      case 'FAILED':
      case 'GONE':
        this.move(step.slug, step.kind);
    }
  }
}

const lives = fc.record({ catalog: catalogs, before: fc.array(steps, { maxLength: 30, size: 'max' }) });

function tillAfter(
  catalog: Catalog,
  life: readonly Step[],
  each: (till: Till) => void = () => undefined,
): Till {
  const till = new Till(catalog);
  for (const step of life) {
    till.take(step);
    each(till);
  }
  return till;
}

describe('whatever is installed, removed, paid, lost and answered, in whatever order', () => {
  it('two opposites never stand side by side, and nothing stays whose foundation a person took away', () => {
    fc.assert(
      fc.property(lives, ({ catalog, before }) => {
        tillAfter(catalog, before, (till) => {
          const present = till.facts().present;
          for (const one of present) {
            const { conflictsWith = [], requires = [] } = catalog.modules.get(one) ?? {};
            expect(conflictsWith.filter((other) => present.has(other))).toEqual([]);
            const gone = requires.filter((each) =>
              ['REMOVING', 'REMOVED'].includes(till.states.get(each) ?? 'REMOVED'),
            );
            expect(gone).toEqual([]);
          }
        });
      }),
      { numRuns: 500 },
    );
  });

  it('what works is fit, paid and stands on what works; what does not says why', () => {
    fc.assert(
      fc.property(lives, ({ catalog, before }) => {
        tillAfter(catalog, before, (till) => {
          for (const one of till.has('INSTALLED')) {
            const module = catalog.modules.get(one);
            const plans = [...catalog.plans.values()].filter(
              ({ moduleSlug, kitSlug }) =>
                moduleSlug === one || catalog.kits.get(kitSlug ?? '')?.moduleSlugs.includes(one),
            );
            const standing = new Set(till.has('INSTALLED', 'REMOVING'));
            const good =
              (plans.length === 0 || plans.some((plan) => till.paid.has(plan.slug))) &&
              checkPosVersion(till.version, module?.posVersions[''] ?? {}) === 'OK' &&
              (module?.hardware.length === 0 || till.model === '7.3') &&
              module?.conflictsWith.every((other) => !standing.has(other)) === true &&
              module.requires.every((each) => standing.has(each) && worksOrLeaves(till, each));
            expect(till.works(one), one).toBe(good);
          }
        });
      }),
      { numRuns: 300 },
    );
  });

  it('the plan tells the result: what it promises works once the terminal has obeyed, else nothing changes', () => {
    const last = fc.record({
      wanted: fc.subarray([...SLUGS], { minLength: 1 }),
      complete: fc.boolean(),
      period: fc.constantFrom(null, 'M1' as const, 'M3' as const),
    });
    fc.assert(
      fc.property(lives, last, ({ catalog, before }, request) => {
        const till = tillAfter(catalog, before);
        const { wanted, complete, period } = request;
        const plan = planInstallation(catalog, wanted, till.facts(), complete, period);
        const former = new Map(till.states);
        till.take({ kind: 'INSTALL', ...request });
        if (plan.verdict !== 'INSTALL') {
          expect(till.states).toEqual(former);
          return;
        }
        const changed = [...till.states].filter(([each, state]) => former.get(each) !== state);
        expect(changed.map(([each]) => each).sort()).toEqual([...plan.order].sort());
        till.obey();
        for (const each of wanted) expect(till.works(each), each).toBe(true);
        expect(planInstallation(catalog, wanted, till.facts(), complete, period).verdict).toBe('ALREADY');
      }),
      { numRuns: 1_000 },
    );
  });

  it('what has been lost and comes back makes everything work again by itself', () => {
    fc.assert(
      fc.property(catalogs, fc.subarray([...SLUGS], { minLength: 1 }), (catalog, wanted) => {
        const till = new Till(catalog);
        till.take({ kind: 'INSTALL', wanted, complete: true, period: 'M1' });
        till.obey();
        const worked = till.has('INSTALLED').filter((each) => till.works(each));
        const paid = [...till.paid];
        for (const plan of paid) till.take({ kind: 'LOSE', plan });
        till.take({ kind: 'VERSION', version: '6.41.0' });
        for (const each of worked) expect(till.states.get(each)).toBe('INSTALLED');
        for (const plan of paid) till.take({ kind: 'PAY', plan });
        till.take({ kind: 'VERSION', version: '8.10.0' });
        for (const each of worked) expect(till.works(each), each).toBe(true);
      }),
    );
  });
});

/** What is being removed still stands; whether it would work is asked as if it stayed. */
function worksOrLeaves(till: Till, each: string): boolean {
  const working = new Set(till.has('INSTALLED', 'REMOVING'));
  const needed = withRequirements(till.catalog, [each]).filter((other) => other !== each);
  return (
    needed.every((other) => working.has(other)) &&
    blockReasons(till.catalog, each, till.facts(), working).length === 0
  );
}
