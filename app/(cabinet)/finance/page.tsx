import type { Metadata } from 'next';
import { LedgerTable } from '@/components/billing/ledger-table';
import { UpcomingList } from '@/components/billing/upcoming-list';
import { MoneyFacts } from '@/components/finance/money-facts';
import { MoneyFigures } from '@/components/finance/money-figures';
import { ShortageNotice } from '@/components/finance/shortage-notice';
import { Spending } from '@/components/home/spending';
import { FinanceTabs } from '@/components/invoicing/finance-tabs';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { Button } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { cardName } from '@/lib/billing/labels';
import { autopayView, listLedger, paymentCards } from '@/lib/billing/queries';
import { spendingByMonth } from '@/lib/billing/spending';
import { addDays } from '@/lib/core/local-date';
import { addMoney } from '@/lib/core/money';
import { mayImport } from '@/lib/invoicing/bank/queries';
import { listActs, listInvoices, sellerToday } from '@/lib/invoicing/queries';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { accountAhead } from '@/lib/subscriptions/forecast';
import { dueUntil } from '@/lib/subscriptions/forecast.rule';

export const metadata: Metadata = { title: 'Финансы' };

const MONTHS = 12;
const SOON = 30;
const LAST = 5;

export default async function FinancePage({ searchParams }: { searchParams: SearchParams }) {
  const page = await cabinetPage('finance.read', searchParams);
  // The account is one for the organization, so its page does not follow the chosen store.
  const { ctx } = page.session;
  const ahead = await accountAhead(ctx, MONTHS);
  if (!page.allowed || !ahead) return <NoAccess what="Финансы" />;
  const [ledger, spent, autopay, cards, invoices, acts, bank] = await Promise.all([
    listLedger(ctx, { size: LAST }),
    spendingByMonth(ctx, MONTHS),
    autopayView(ctx),
    paymentCards(ctx),
    listInvoices(ctx),
    listActs(ctx),
    mayImport(ctx),
  ]);
  const { today, balance, days } = ahead;
  const soon = days.filter(({ date }) => date <= addDays(today, SOON));
  const kept = cards.find(({ id }) => id === autopay.cardId);
  const card = kept ? cardName(kept) : null;
  const mayTopUp = page.may('finance.topUp');
  return (
    <>
      <PageHeader
        title="Финансы"
        action={
          mayTopUp ? (
            <Button href="/finance/top-up" variant="primary" icon="plus">
              Пополнить счёт
            </Button>
          ) : null
        }
      />
      <FinanceTabs current="/finance" bank={bank} />
      <ShortageNotice days={soon} today={today} card={card} mayTopUp={mayTopUp} />
      <MoneyFigures
        balance={balance}
        today={today}
        days={days}
        week={dueUntil(days, addDays(today, 7))}
        month={dueUntil(days, addDays(today, SOON))}
        year={ahead.byPlan.total}
        card={card}
      />
      <div className="mt-8 grid gap-x-12 gap-y-8 md:mt-10 lg:grid-cols-2">
        <div>
          <Section title="Ближайшие списания">
            {soon.length > 0 ? (
              <UpcomingList charges={soon} />
            ) : (
              <p className="text-ink-2">В ближайшие 30 дней списаний нет.</p>
            )}
          </Section>
        </div>
        <div>
          <MoneyFacts
            card={card}
            mayManageCards={page.may('finance.cards')}
            invoice={invoices.rows[0] ?? null}
            act={acts[0] ?? null}
            today={sellerToday(ctx)}
            saving={addMoney(...ahead.savings.map(({ possible }) => possible))}
          />
        </div>
      </div>
      <div className="mt-8 border-t border-edge/60 pt-4 md:mt-10">
        <Spending months={spent} />
        <Link href="/finance/spending" className="mt-2 inline-block py-1">
          По тарифам и заказам
        </Link>
      </div>
      <Section
        title="Последние движения"
        look="plain"
        action={ledger.lines.length > 0 ? <Link href="/finance/ledger">Все движения</Link> : null}
      >
        {ledger.lines.length > 0 ? (
          <LedgerTable lines={ledger.lines} now={ctx.clock.now()} timeZone={ctx.timeZone} />
        ) : (
          <p className="text-ink-2">Здесь будут пополнения, списания за подписки и оплата заказов.</p>
        )}
      </Section>
    </>
  );
}
