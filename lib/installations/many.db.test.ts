import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import { type Role, roles } from '@/lib/access/permission.rule';
import { walletBalance } from '@/lib/billing/queries';
import { loadCatalog } from '@/lib/catalog/queries';
import { livingSubscriptions } from '@/lib/subscriptions/queries';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain } from '@/lib/testing/factories';
import { installMany } from './commands/install-many';
import { installModules } from './commands/install';
import { noteFetched, reportApplied } from './commands/report-applied';
import { planInstallation } from './plan.rule';
import { terminalFacts, wantedModules } from './queries';
import { runFailuresFile } from './run-file';
import { findRun } from './runs';
import type { InstallManyInput } from './schema';

const database = useDatabase();
const MAIL = ['email-receipts'];
const BASIC_M1 = 59_000;
const PLUS_M1 = 99_000;
let chain: Chain;
let owner: Context;
let first: string;
let second: string;
let third: string;

beforeEach(async () => {
  chain = await createChain(database(), 1_000_000);
  owner = contextOf(database(), chain, 'OWNER');
  [first, second, third] = chain.terminalIds;
});

const bought = (expectedTotal: number, period: 'M1' | 'M3' | 'M12' = 'M1') => ({ period, expectedTotal });

const many = (change: Partial<InstallManyInput> = {}, ctx = owner) =>
  installMany(ctx, {
    requestId: randomUUID(),
    terminalIds: [...chain.terminalIds],
    moduleSlugs: MAIL,
    complete: true,
    purchase: null,
    ...change,
  });

async function outcomes(result: ReturnType<typeof many>, ctx = owner): Promise<Record<string, string>> {
  const done = await result;
  if (!done.ok) return { refused: done.code };
  const run = await findRun(ctx, done.value.runId);
  return Object.fromEntries((run?.lines ?? []).map(({ name, outcome }) => [name, outcome]));
}

const states = async (): Promise<string[]> => {
  const rows = await database().installation.findMany({
    where: { organizationId: chain.organizationId },
    include: { terminal: { select: { name: true } } },
  });
  return rows.map((row) => `${row.terminal?.name ?? ''}: ${row.moduleSlug} ${row.state}`).sort();
};

async function written(): Promise<unknown> {
  const where = { organizationId: chain.organizationId };
  return {
    states: await states(),
    runs: await database().installationRun.count({ where }),
    lines: await database().installationRunLine.count({ where }),
    subscriptions: await database().subscription.count({ where }),
    audit: await database().auditEntry.count({ where }),
    balance: await walletBalance(owner),
  };
}

describe('who may', () => {
  it.each(roles.flatMap((role) => [false, true].map((buys) => [role, buys] as const)))(
    '%s, buying: %s',
    async (role: Role, buys) => {
      const before = await written();
      const purchase = buys ? bought(BASIC_M1) : null;
      const terminalIds = [first];
      const result = await many({ terminalIds, purchase }, contextOf(database(), chain, role));
      const mayIt = role === 'OWNER' || role === 'ADMIN';
      expect(result.ok ? 'ok' : result.code).toBe(mayIt ? 'ok' : 'FORBIDDEN');
      if (mayIt) expect(await written()).not.toEqual(before);
      else expect(await written()).toEqual(before);
    },
  );

  it('a foreign terminal, one of another store and an unknown module are not found, and nothing is done', async () => {
    const foreign = await createChain(database());
    const before = await written();
    const admin = contextOf(database(), chain, 'ADMIN');
    expect(await many({ terminalIds: [first, foreign.terminalIds[0]] })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await many({ terminalIds: [first, third] }, admin)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await many({ moduleSlugs: ['nothing'] })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await many({ moduleSlugs: ['cash-services'] })).toMatchObject({ code: 'WRONG_SCOPE' });
    expect(await written()).toEqual(before);
  });

  it('a run shows a person only terminals of own stores, and strangers nothing', async () => {
    const done = await many();
    if (!done.ok) throw new Error(done.code);
    const names = async (ctx: Context) =>
      (await findRun(ctx, done.value.runId))?.lines.map(({ name }) => name) ?? null;
    expect(await names(contextOf(database(), chain, 'ADMIN'))).toEqual(['Прилавок 1', 'Прилавок 2']);
    const foreign = await createChain(database());
    expect(await names(contextOf(database(), foreign, 'OWNER'))).toBeNull();
    expect(await findRun(owner, 'nonsense')).toBeNull();
    expect(await runFailuresFile(contextOf(database(), foreign, 'OWNER'), done.value.runId)).toBeNull();
  });
});

describe('many terminals in one go', () => {
  it('each has its own result, the unfit do not stop the rest, and only what is fit is paid', async () => {
    await installModules(owner, {
      terminalIds: [second],
      moduleSlugs: ['sections-departments'],
      complete: false,
    });
    await database().terminal.update({ where: { id: third }, data: { posVersion: '8.1.9' } });
    const result = many({ purchase: bought(BASIC_M1) });
    expect(await outcomes(result)).toEqual({
      'Прилавок 1': 'WAITING',
      'Прилавок 2': 'CANNOT',
      'Касса у входа': 'CANNOT',
    });
    expect(await states()).toEqual([
      'Прилавок 1: email-receipts REQUESTED',
      'Прилавок 1: law-updates REQUESTED',
      'Прилавок 2: sections-departments REQUESTED',
    ]);
    expect(await walletBalance(owner)).toBe(1_000_000 - BASIC_M1);
    const done = await result;
    const file = done.ok ? await runFailuresFile(owner, done.value.runId) : null;
    const lines = file?.body.trim().split('\r\n') ?? [];
    expect(lines).toHaveLength(3);
    expect(file?.body).toContain(
      '«Отправка чеков на e-mail» не работает на одной кассе с «Секции и отделы».',
    );
    expect(file?.body).toContain('нужна EvotorPOS не старше 8.2.0 или 6.40.0');
  });

  it('does exactly what the plan before it said, for every mixture of terminals', async () => {
    await installModules(owner, {
      terminalIds: [second],
      moduleSlugs: ['sections-departments'],
      complete: false,
    });
    await many({ terminalIds: [first], moduleSlugs: ['law-updates'], purchase: bought(BASIC_M1) });
    const catalog = await loadCatalog(database());
    const wishes = [
      MAIL,
      ['product-marking'],
      ['email-receipts', 'sections-departments'],
      ['customer-display'],
    ];
    for (const moduleSlugs of wishes) {
      for (const complete of [false, true]) {
        const facts = await terminalFacts(owner, chain.terminalIds);
        const plans = [...facts.values()].map((fact) =>
          planInstallation(catalog, moduleSlugs, fact, complete, 'M1'),
        );
        const promised = plans
          .filter(({ verdict }) => verdict === 'INSTALL')
          .flatMap(({ terminalId, order }) => order.map((slug) => `${terminalId} ${slug}`));
        const price = plans
          .flatMap(({ buy }) => buy)
          .reduce((sum, slug) => sum + (catalog.plans.get(slug)?.prices.M1 ?? 0), 0);
        const [balance, presentBefore] = [await walletBalance(owner), await present()];
        expect(await many({ moduleSlugs, complete, purchase: bought(price) })).toMatchObject({ ok: true });
        expect((await present()).filter((each) => !presentBefore.includes(each)).sort()).toEqual(
          promised.sort(),
        );
        expect(await walletBalance(owner)).toBe(balance - price);
      }
    }
  });

  const present = async (): Promise<string[]> => {
    const facts = await terminalFacts(owner, chain.terminalIds);
    return [...facts.values()].flatMap((fact) =>
      [...fact.present].map((slug) => `${fact.terminalId} ${slug}`),
    );
  };

  it('the same request twice, one after another or at once, is one run, one purchase, one installation', async () => {
    const requestId = randomUUID();
    const request = { requestId, terminalIds: [first], purchase: bought(BASIC_M1) };
    const results = await Promise.all([many(request), many(request)]);
    const again = await many(request);
    const ids = [...results, again].map((each) => (each.ok ? each.value.runId : each.code));
    expect(new Set(ids).size).toBe(1);
    expect(await walletBalance(owner)).toBe(1_000_000 - BASIC_M1);
    expect(await database().installationRun.count({ where: { requestId } })).toBe(1);
    expect(await livingSubscriptions(owner, {})).toHaveLength(1);
  });

  it('two opposites asked for at once by two people: one of them is told why not', async () => {
    await many({ terminalIds: [first], moduleSlugs: ['law-updates'], purchase: bought(BASIC_M1) });
    const [mail, sections] = await Promise.all([
      outcomes(many({ terminalIds: [first] })),
      outcomes(many({ terminalIds: [first], moduleSlugs: ['sections-departments'] })),
    ]);
    expect([mail, sections].map((each) => each['Прилавок 1']).sort()).toEqual(['CANNOT', 'WAITING']);
  });

  it('a sum other than the one shown, too little money, or nothing at all is paid', async () => {
    const before = await written();
    expect(await many({ terminalIds: [first], purchase: bought(BASIC_M1 - 1) })).toMatchObject({
      code: 'QUOTE_CHANGED',
    });
    expect(await written()).toEqual(before);
    const poor = await createChain(database(), BASIC_M1 * 2 - 1);
    const ctx = contextOf(database(), poor, 'OWNER');
    const terminalIds = poor.terminalIds.slice(0, 2);
    expect(await many({ terminalIds, purchase: bought(BASIC_M1 * 2) }, ctx)).toMatchObject({
      code: 'INSUFFICIENT_FUNDS',
    });
    expect(await walletBalance(ctx)).toBe(BASIC_M1 * 2 - 1);
    const left = await database().installation.count({ where: { organizationId: poor.organizationId } });
    expect(left).toBe(0);
  });

  it('buys the cheapest that entitles each terminal, by the period chosen', async () => {
    await many({ terminalIds: [first], moduleSlugs: ['law-updates'], purchase: bought(BASIC_M1) });
    const alone = 49_000;
    expect(
      await many({
        terminalIds: [first, third],
        moduleSlugs: ['product-marking'],
        purchase: bought(alone + PLUS_M1),
      }),
    ).toMatchObject({ ok: true });
    const plans = async (terminalId: string) =>
      (await livingSubscriptions(owner, { terminalIds: [terminalId] }))
        .map(({ planSlug }) => planSlug)
        .sort();
    expect(await plans(first)).toEqual(['law-basic-terminal', 'product-marking-terminal']);
    expect(await plans(third)).toEqual(['smart-terminal-plus-terminal']);
  });

  it('a model without the hardware, or one nobody knows, is told so', async () => {
    await database().terminal.update({ where: { id: first }, data: { model: 'Эвотор 5i' } });
    await database().terminal.update({ where: { id: third }, data: { model: 'Эвотор 99' } });
    const done = await many({ terminalIds: [first, third], moduleSlugs: ['customer-display'] });
    const run = done.ok ? await findRun(owner, done.value.runId) : null;
    expect(run?.lines.map(({ name, outcome, reasons }) => [name, outcome, ...reasons])).toEqual([
      [
        'Касса у входа',
        'CANNOT',
        '«Экран покупателя»: неизвестно, есть ли у этой модели разъём для второго экрана.',
      ],
      [
        'Прилавок 1',
        'CANNOT',
        '«Экран покупателя»: нужен разъём для второго экрана, его имеют Эвотор 10, Эвотор 7.3, Эвотор POWER.',
      ],
    ]);
  });

  it('shows what has come of it as the terminals answer', async () => {
    const result = many({ terminalIds: [first, third], purchase: bought(BASIC_M1 * 2) });
    expect(await outcomes(result)).toMatchObject({ 'Прилавок 1': 'WAITING', 'Касса у входа': 'WAITING' });
    const answer = (terminalId: string, state: 'INSTALLED' | 'FAILED') =>
      reportApplied({ ...owner, actor: { kind: 'TERMINAL', id: terminalId, name: 'Касса' } }, terminalId, {
        etag: '"1"',
        modules: ['law-updates', 'email-receipts'].map((slug) => ({ slug, state, error: 'нет места' })),
      });
    await answer(first, 'INSTALLED');
    await noteFetched(owner, third, await wantedModules(owner, third));
    await answer(third, 'FAILED');
    expect(await outcomes(result)).toMatchObject({ 'Прилавок 1': 'INSTALLED', 'Касса у входа': 'FAILED' });
  });
});
