import type { Metadata } from 'next';
import { ChargeDays } from '@/components/finance/charge-days';
import { MonthChart } from '@/components/finance/month-chart';
import { MonthColumns, MonthStack } from '@/components/finance/month-sums';
import { SavingSection } from '@/components/finance/saving-section';
import { FinanceTabs } from '@/components/invoicing/finance-tabs';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { firstOfMonth, type LocalDate } from '@/lib/core/local-date';
import { formatMoney } from '@/lib/core/money';
import { monthAndYear } from '@/lib/core/text';
import { mayImport } from '@/lib/invoicing/bank/queries';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { chargesAhead } from '@/lib/subscriptions/forecast';

export const metadata: Metadata = { title: 'Календарь списаний' };

const MONTHS = 12;
const hrefOf = (month: LocalDate) => `/finance/calendar?month=${month.slice(0, 7)}#days`;

export default async function ChargeCalendarPage({ searchParams }: { searchParams: SearchParams }) {
  const page = await cabinetPage('finance.read', searchParams);
  const { ctx, params } = page;
  const [ahead, bank] = await Promise.all([chargesAhead(ctx, MONTHS), mayImport(page.session.ctx)]);
  if (!page.allowed || !ahead) return <NoAccess what="Календарь списаний" />;
  const { byPlan, byStore, days } = ahead;
  const isWhole = ctx.storeIds === null;
  const { months } = byPlan;
  const asked = months.findIndex((month) => month.slice(0, 7) === params['month']);
  const first = byPlan.totals.findIndex((sum) => sum > 0);
  const index = asked >= 0 ? asked : Math.max(0, first);
  const month = months[index] ?? firstOfMonth(ahead.today);
  const shown = days.filter(({ date }) => firstOfMonth(date) === month);
  const name = monthAndYear(month);
  return (
    <>
      <PageHeader
        title="Календарь списаний"
        lead={`Что спишется с лицевого счёта за 12 месяцев, если ничего не менять. На счёте ${formatMoney(ahead.balance)}.`}
      />
      <FinanceTabs current="/finance/calendar" bank={bank} />
      {days.length === 0 ? (
        <EmptyState title="Списаний не будет" action={<Button href="/subscriptions">К подпискам</Button>}>
          Здесь будет видно, что и когда спишется за подписки. Остановленные подписки не списываются.
        </EmptyState>
      ) : (
        <>
          <MonthChart table={byPlan} caption="Списания по месяцам" value="Спишется" marked={index} />
          <div className="mt-8">
            <MonthStack
              label="Списания по месяцам"
              link="По дням"
              hrefOf={hrefOf}
              tables={[
                { title: 'По тарифам', table: byPlan },
                { title: 'По магазинам', table: byStore },
              ]}
            />
            <MonthColumns
              table={byPlan}
              caption="Списания по тарифам"
              heading="Тариф"
              chosen={month}
              hrefOf={hrefOf}
            />
            <div className="mt-8">
              <MonthColumns
                table={byStore}
                caption="Списания по магазинам"
                heading="Магазин"
                chosen={month}
                hrefOf={hrefOf}
              />
            </div>
          </div>
          <Section
            id="days"
            title={`По дням: ${name}`}
            look="plain"
            lead={
              isWhole
                ? undefined
                : 'Счёт один на всю организацию: сколько на нём останется, видно без выбора магазина.'
            }
          >
            {shown.length > 0 ? (
              <ChargeDays
                days={shown}
                caption={`Списания по дням, ${name}`}
                account={isWhole}
                firstShort={days.find(({ missing }) => missing > 0)?.date ?? null}
              />
            ) : (
              <p className="text-ink-2">В этом месяце списаний нет.</p>
            )}
          </Section>
          <SavingSection rows={ahead.savings} mayManage={page.may('subscriptions.manage')} />
        </>
      )}
    </>
  );
}
