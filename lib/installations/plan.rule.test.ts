import { describe, expect, it } from 'vitest';
import { catalogOf } from '@/lib/testing/catalog';
import type { InstallationState, TerminalFacts } from './model';
import {
  arrival,
  blockReasons,
  cabinetObstacles,
  dependents,
  planInstallation,
  withRequirements,
} from './plan.rule';

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
  model?: string;
  cabinet?: string[];
}): TerminalFacts => ({
  terminalId: 't',
  model: change.model ?? 'Эвотор 7.3',
  cabinet: new Set(change.cabinet),
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

  it('names the purchase that pays for all of it', () => {
    const reasons = (wanted: string[]) => planInstallation(catalog, wanted, facts({}), true).reasons;
    expect(reasons(['marks']).map((each) => each.planSlugs)).toEqual([['plan-plus'], ['plan-plus']]);
    expect(reasons(['law']).map((each) => each.planSlugs)).toEqual([['plan-basic']]);
  });

  it('buys it when told to, and nothing for a terminal that cannot have the module', () => {
    const plan = (wanted: string[], change: Parameters<typeof facts>[0]) =>
      planInstallation(catalog, wanted, facts(change), true, 'M1');
    expect(plan(['mail'], {})).toMatchObject({
      verdict: 'INSTALL',
      order: ['law', 'mail'],
      buy: ['plan-basic'],
      reasons: [],
    });
    expect(plan(['marks'], { paid: ['plan-basic'] })).toMatchObject({ buy: ['plan-plus'] });
    expect(plan(['marks'], { posVersion: '6.41.0' })).toMatchObject({ verdict: 'CANNOT', buy: [] });
    expect(plan(['mail'], { present: ['law', 'mail'] })).toMatchObject({
      verdict: 'INSTALL',
      order: [],
      buy: ['plan-basic'],
    });
    expect(planInstallation(catalog, ['mail'], facts({}), false, 'M1')).toMatchObject({
      verdict: 'NEEDS',
      buy: [],
    });
  });

  it('does not build on what stands there and does not work itself', () => {
    const onUnpaid = planInstallation(catalog, ['mail'], facts({ present: ['law'] }));
    expect(onUnpaid).toMatchObject({
      verdict: 'NEEDS',
      order: ['mail'],
      reasons: [{ code: 'NO_ENTITLEMENT', moduleSlug: 'law' }],
    });
    const old = catalogOf([
      { slug: 'base', posVersions: { '': { 8: '8.5.0' } } },
      { slug: 'top', requires: ['base'] },
    ]);
    expect(planInstallation(old, ['top'], facts({ present: ['base'] }))).toMatchObject({
      verdict: 'CANNOT',
      reasons: [{ code: 'VERSION_TOO_OLD', moduleSlug: 'base' }],
    });
  });

  it.each([
    ['Эвотор 7.3', 'INSTALL', []],
    ['7_3', 'INSTALL', []],
    ['Эвотор 5', 'CANNOT', ['NO_HARDWARE screen port']],
    ['Эвотор 77', 'CANNOT', ['HARDWARE_UNKNOWN screen port']],
  ])('hardware of %s: %s', (model, verdict, reasons) => {
    const screens = catalogOf([{ slug: 'screen', hardware: ['port'] }]);
    const plan = planInstallation(screens, ['screen'], facts({ model }));
    expect(plan.verdict).toBe(verdict);
    expect(plan.reasons.map((each) => `${each.code} ${each.moduleSlug} ${each.otherSlug ?? ''}`)).toEqual(
      reasons,
    );
    expect(blockReasons(screens, 'screen', facts({ model }), new Set(['screen'])).length).toBe(
      reasons.length,
    );
  });

  it('what a module needs in the cabinet is asked for there, never taken along', () => {
    const mixed = catalogOf([
      { slug: 'office', scope: 'ORGANIZATION' },
      { slug: 'till', requires: ['office'] },
    ]);
    const without = planInstallation(mixed, ['till'], facts({}), true);
    expect(without).toMatchObject({
      verdict: 'NEEDS',
      order: ['till'],
      reasons: [{ code: 'MISSING_DEPENDENCY', moduleSlug: 'till', otherSlug: 'office' }],
    });
    expect(planInstallation(mixed, ['till'], facts({ cabinet: ['office'] })).verdict).toBe('INSTALL');
    const now = (cabinet: string[]) =>
      blockReasons(mixed, 'till', facts({ cabinet }), new Set(['till'])).map((each) => each.code);
    expect([now(['office']), now([])]).toEqual([[], ['MISSING_DEPENDENCY']]);
  });

  it('modules of the cabinet stand under the same rules there', () => {
    const office = catalogOf([
      { slug: 'a', scope: 'ORGANIZATION', requires: ['b'], conflictsWith: ['c'] },
      { slug: 'b', scope: 'ORGANIZATION' },
      { slug: 'c', scope: 'ORGANIZATION', conflictsWith: ['a'] },
    ]);
    const codes = (slug: string, cabinet: string[]) =>
      cabinetObstacles(office, slug, new Set(cabinet)).map((each) => `${each.code} ${each.otherSlug ?? ''}`);
    expect(codes('a', ['c'])).toEqual(['MISSING_DEPENDENCY b', 'CONFLICT c']);
    expect(codes('c', ['a', 'b'])).toEqual(['CONFLICT a']);
    expect(codes('a', ['b'])).toEqual([]);
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
      { code: 'NO_ENTITLEMENT', moduleSlug: 'law', planSlugs: ['plan-basic'] },
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
    const of = (states: Record<string, InstallationState>) =>
      arrival(catalog, 'mail', new Map(Object.entries(states)));
    expect(of({ mail: 'FAILED', law: 'INSTALLED', sections: 'REQUESTED' })).toBe('REMOVE');
    expect(of({ mail: 'FAILED', law: 'INSTALLED', sections: 'REMOVING' })).toBe('APPLIED');
    expect(of({ mail: 'FAILED', law: 'FAILED' })).toBe('APPLIED');
    expect(of({ mail: 'FAILED', law: 'REMOVING' })).toBe('REMOVE');
    expect(of({ mail: 'WAITING_TERMINAL', law: 'INSTALLED' })).toBe('APPLIED');
  });

  it('is blocked without what it requires', () => {
    const reasons = blockReasons(catalog, 'mail', facts({}), new Set(['mail']));
    expect(reasons).toMatchObject([{ code: 'MISSING_DEPENDENCY', moduleSlug: 'mail', otherSlug: 'law' }]);
  });

  it('names those that need it', () => {
    expect(dependents(catalog, 'law', new Set(['law', 'mail', 'sections']))).toEqual(['mail']);
  });
});
