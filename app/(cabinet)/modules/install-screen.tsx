import { InstallPlanner } from '@/components/installations/install-planner';
import { PageHeader } from '@/components/layout/page-header';
import { EmptyState } from '@/components/ui/empty-state';
import { Button } from '@/components/ui/button';
import { today } from '@/lib/access/context';
import { walletBalance } from '@/lib/billing/queries';
import { planTitle } from '@/lib/catalog/labels';
import { type BillingPeriod, billingPeriods, type Catalog } from '@/lib/catalog/model';
import { dateInText } from '@/lib/core/text';
import { outcomeWords } from '@/lib/installations/labels';
import { planOutcomes } from '@/lib/installations/outcome.rule';
import { terminalFacts } from '@/lib/installations/queries';
import { findRun } from '@/lib/installations/runs';
import type { CabinetPage } from '@/lib/platform/page';
import { previewStart } from '@/lib/subscriptions/period.rule';
import { terminalOptions } from '@/lib/terminals/queries';

const retried = new Set(['NEEDS', 'CANNOT', 'FAILED']);

/**
 * Terminals, the plan for them, the purchase if it needs one. `?again=` takes those of a run that did not come out,
 * `?terminal=` those chosen in the list.
 */
export async function InstallScreen({
  page: { ctx, params, may },
  catalog,
  moduleSlugs,
  back,
  named,
}: {
  page: CabinetPage;
  catalog: Catalog;
  moduleSlugs: readonly string[];
  back: { href: string; label: string };
  /** chosen in the list of terminals */
  named: readonly string[];
}) {
  const terminals = await terminalOptions(ctx);
  const [facts, balance, former] = await Promise.all([
    terminalFacts(
      ctx,
      terminals.map(({ id }) => id),
    ),
    may('finance.read') ? walletBalance(ctx) : null,
    findRun(ctx, params['again'] ?? ''),
  ]);
  const { outcomes, byTerminal } = planOutcomes(catalog, moduleSlugs, facts.values());
  const names = moduleSlugs.map((slug) => `«${catalog.modules.get(slug)?.name ?? slug}»`).join(', ');
  const nextCharge = Object.fromEntries(
    billingPeriods.map((period) => {
      const [plan] = catalog.plans.values();
      const on = plan ? previewStart(plan, period, 1, today(ctx)).nextChargeOn : null;
      return [period, on ? dateInText(on) : ''];
    }),
  ) as Record<BillingPeriod, string>;
  return (
    <>
      <PageHeader
        title={`Установить ${names}`}
        back={back}
        lead="Сначала план: что произойдёт на каждой кассе и почему. Неподходящие кассы не мешают остальным."
      />
      {terminals.length === 0 ? (
        <EmptyState
          title="Касс пока нет"
          action={
            may('terminals.manage') ? (
              <Button variant="primary" href="/terminals/add">
                Добавить кассу
              </Button>
            ) : null
          }
        >
          Подключите кассу к кабинету, и модуль можно будет установить.
        </EmptyState>
      ) : (
        <InstallPlanner
          moduleSlugs={moduleSlugs}
          terminals={terminals.map(({ id, name, storeName }) => ({
            id,
            name,
            storeName,
            numbers: byTerminal.get(id) ?? [],
          }))}
          outcomes={outcomes.map((outcome) => ({
            verdict: outcome.verdict,
            buy: outcome.buy,
            ...outcomeWords(catalog, outcome),
          }))}
          payable={{
            plans: catalog.plans,
            titles: Object.fromEntries(
              [...catalog.plans.keys()].map((slug) => [slug, planTitle(catalog, slug)]),
            ),
            nextCharge,
            balance,
            mayTopUp: may('finance.topUp'),
          }}
          mayBuy={may('subscriptions.manage')}
          chosenAtFirst={[
            ...named.filter((id) => byTerminal.has(id)),
            ...(former?.lines ?? []).flatMap(({ outcome, terminalId }) =>
              retried.has(outcome) ? [terminalId] : [],
            ),
          ]}
        />
      )}
    </>
  );
}
