import { BuyKitDialog, type KitOffer } from '@/components/installations/buy-kit-dialog';
import { type Context, today } from '@/lib/access/context';
import { billingPeriods, type Catalog, type Kit, periodNames } from '@/lib/catalog/model';
import { formatMoney, type Kopecks } from '@/lib/core/money';
import { dateInText } from '@/lib/core/text';
import { previewStart } from '@/lib/subscriptions/period.rule';
import type { livingSubscriptions } from '@/lib/subscriptions/queries';
import type { TerminalDetail } from '@/lib/terminals/model';

/** What is paid for this terminal, and what can be bought for it. */
export function Kits({
  ctx,
  catalog,
  terminal,
  paid,
  balance,
  mayBuy,
  mayTopUp,
}: {
  ctx: Context;
  catalog: Catalog;
  terminal: TerminalDetail;
  paid: Awaited<ReturnType<typeof livingSubscriptions>>;
  balance: Kopecks | null;
  mayTopUp: boolean;
  mayBuy: boolean;
}) {
  return (
    <ul className="divide-y divide-line">
      {[...catalog.kits.values()].map((kit) => {
        const own = paid.find((each) => each.planSlug === kit.planSlug);
        const contents = kit.moduleSlugs
          .map((slug) => `«${catalog.modules.get(slug)?.name ?? slug}»`)
          .join(', ');
        return (
          <li key={kit.slug} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
            <div className="min-w-0">
              <p className="font-semibold">{kit.name}</p>
              <p className="text-13 text-ink-2">{contents}</p>
            </div>
            {own ? (
              <p>
                {own.state === 'PAST_DUE'
                  ? 'Просрочен, пока работает. Оплачен был до'
                  : own.cancelAtPeriodEnd
                    ? 'Не продлевается, работает до'
                    : 'Оплачен до'}{' '}
                {dateInText(own.periodEnd)}
              </p>
            ) : mayBuy ? (
              <BuyKitDialog
                terminalId={terminal.id}
                terminalName={terminal.name}
                kitSlug={kit.slug}
                kitName={kit.name}
                contents={contents}
                offers={offersOf(ctx, catalog, kit)}
                balance={balance}
                mayTopUp={mayTopUp}
                label="Купить"
              />
            ) : (
              <p className="text-ink-2">не куплен</p>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function offersOf(ctx: Context, catalog: Catalog, kit: Kit): KitOffer[] {
  const plan = catalog.plans.get(kit.planSlug);
  if (!plan) return [];
  return billingPeriods.map((period) => {
    const preview = previewStart(plan, period, 1, today(ctx));
    return {
      period,
      label: periodNames[period],
      total: preview.total,
      nextCharge: dateInText(preview.nextChargeOn),
      saving: preview.savingPerYear > 0 ? `дешевле на ${formatMoney(preview.savingPerYear)} в год` : null,
    };
  });
}
