import { can, type Context, today } from '@/lib/access/context';
import { addMonths, addDays, type LocalDate, localDateAt } from '@/lib/core/local-date';
import type { Kopecks } from '@/lib/core/money';
import { forecastCharges } from '@/lib/subscriptions/forecast';
import { chargeLines, type ForecastGroup, totalOf } from './invoice.rule';
import type { InvoiceLine } from './model';
import { type Horizon, horizons } from './schema';
import { seller } from './seller';
import { SELLER_ZONE } from './store';

/** Lines for the charges of the next months of the whole organization, taxed as of `day`; none without `finance.topUp`. */
export async function linesOfCharges(ctx: Context, months: Horizon, day: LocalDate): Promise<InvoiceLine[]> {
  if (!can(ctx, 'finance.topUp')) return [];
  const until = addDays(addMonths(today(ctx), months), -1);
  const [charges, plans] = await Promise.all([
    forecastCharges({ ...ctx, storeIds: null }, until),
    ctx.db.plan.findMany({ select: { slug: true, vat: true } }),
  ]);
  const vats = new Map(plans.map(({ slug, vat }) => [slug, vat]));
  const groups = new Map<string, ForecastGroup>();
  for (const { planSlug, planName, period, price, count } of charges) {
    const key = `${planName}\n${period}`;
    const vat = vats.get(planSlug) ?? 'STANDARD';
    groups.set(key, { planName, vat, period, price, count: count + (groups.get(key)?.count ?? 0) });
  }
  const order = [...groups].sort(([a], [b]) => a.localeCompare(b, 'ru'));
  return chargeLines(
    order.map(([, group]) => group),
    day,
    until,
  );
}

export interface InvoiceOffer {
  readonly months: Horizon;
  readonly lines: readonly InvoiceLine[];
  readonly total: Kopecks;
}

/** What an invoice for the coming charges would be; null: no invoices here, or not for this role. */
export async function invoiceOffers(ctx: Context): Promise<InvoiceOffer[] | null> {
  if (!can(ctx, 'finance.topUp') || !seller()) return null;
  const day = localDateAt(ctx.clock.now(), SELLER_ZONE);
  return Promise.all(
    horizons.map(async (months) => {
      const lines = await linesOfCharges(ctx, months, day);
      return { months, lines, total: totalOf(lines) };
    }),
  );
}
