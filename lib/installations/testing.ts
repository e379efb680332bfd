import { beforeEach } from 'vitest';
import type { Context } from '@/lib/access/context';
import { walletBalance } from '@/lib/billing/queries';
import { useDatabase as ownDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain } from '@/lib/testing/factories';
import { buyKit } from './commands/buy-kit';
import { installModules } from './commands/install';
import { noteFetched, reportApplied } from './commands/report-applied';
import type { InstallationState } from './model';
import { wantedModules } from './queries';

const PLUS = 'smart-terminal-plus';
export const PLUS_M1 = 99_000;

/** A chain with money, and what its owner and its first terminal do with modules. Call at the top of a test file. */
export function useModules() {
  const database = ownDatabase();
  let chain: Chain;
  let owner: Context;
  let first: string;

  beforeEach(async () => {
    chain = await createChain(database(), 1_000_000);
    owner = contextOf(database(), chain, 'OWNER');
    [first] = chain.terminalIds;
  });

  const install = (moduleSlugs: string[], terminalIds = [first], ctx = owner, complete = false) =>
    installModules(ctx, { terminalIds, moduleSlugs, complete });

  const buy = (terminalId = first, ctx = owner, expectedTotal = PLUS_M1) =>
    buyKit(ctx, { terminalId, kitSlug: PLUS, period: 'M1', expectedTotal });

  async function verdicts(result: ReturnType<typeof install>): Promise<string[]> {
    const done = await result;
    if (!done.ok) return [done.code];
    return done.value.plans.map(({ verdict, reasons }) =>
      [verdict, ...reasons.map((reason) => `${reason.code} ${reason.moduleSlug}`)].join(', '),
    );
  }

  async function states(terminalId = first): Promise<Record<string, InstallationState>> {
    const rows = await database().installation.findMany({
      where: { terminalId },
      orderBy: { moduleSlug: 'asc' },
    });
    return Object.fromEntries(rows.map((row) => [row.moduleSlug, row.state]));
  }

  const device = (terminalId = first): Context => ({
    ...contextOf(database(), chain, 'OWNER'),
    actor: { kind: 'TERMINAL', id: terminalId, name: 'Касса «Прилавок 1»' },
    storeIds: [chain.storeIds[0]],
  });

  const fetched = async () => noteFetched(device(), first, await wantedModules(device(), first));

  const report = (slug: string, state: 'INSTALLED' | 'REMOVED' | 'FAILED', error?: string) =>
    reportApplied(device(), first, { etag: '"1"', modules: [{ slug, state, ...(error && { error }) }] });

  /** Everything that a refusal must leave as it was. */
  async function written(): Promise<unknown> {
    const where = { organizationId: chain.organizationId };
    return {
      installations: await database().installation.findMany({ where, orderBy: { id: 'asc' } }),
      subscriptions: await database().subscription.count({ where }),
      audit: await database().auditEntry.count({ where }),
      balance: await walletBalance(owner),
    };
  }

  return {
    now: () => ({ chain, owner }),
    ...{ database, install, buy, verdicts, states, device, fetched, report, written },
  };
}
