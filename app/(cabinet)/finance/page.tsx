import type { Metadata } from 'next';
import { AutopayLine } from '@/components/billing/autopay-line';
import { LedgerTable } from '@/components/billing/ledger-table';
import { UpcomingList } from '@/components/billing/upcoming-list';
import { FinanceTabs } from '@/components/invoicing/finance-tabs';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Figure, FigureRow } from '@/components/ui/figure';
import { Notice } from '@/components/ui/notice';
import { Pagination } from '@/components/ui/pagination';
import { today } from '@/lib/access/context';
import { topUpHref } from '@/lib/billing/labels';
import { autopayView, listLedger, paymentCards, walletBalance } from '@/lib/billing/queries';
import { addMoney, formatMoney } from '@/lib/core/money';
import { dateInText } from '@/lib/core/text';
import { mayImport } from '@/lib/invoicing/bank/queries';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { upcomingCharges } from '@/lib/subscriptions/queries';
import { firstShortage } from '@/lib/subscriptions/renewal.rule';

export const metadata: Metadata = { title: 'Финансы' };

const DAYS = 30;

export default async function FinancePage({ searchParams }: { searchParams: SearchParams }) {
  const page = await cabinetPage('finance.read', searchParams);
  if (!page.allowed) return <NoAccess what="Финансы" />;
  const { params } = page;
  // The account is one for the organization, so its page does not follow the chosen store.
  const { ctx } = page.session;
  const [balance, ledger, charges, autopay, cards] = await Promise.all([
    walletBalance(ctx),
    listLedger(ctx, { after: params['after'], before: params['before'] }),
    upcomingCharges(ctx, DAYS),
    autopayView(ctx),
    paymentCards(ctx),
  ]);
  const shortage = firstShortage(charges, balance);
  const overdue = shortage?.date === today(ctx);
  const mayTopUp = page.may('finance.topUp');
  const total = addMoney(...charges.map((charge) => charge.amount));
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
      <FinanceTabs current="/finance" bank={await mayImport(ctx)} />
      {shortage ? (
        <Notice
          tone="attention"
          className="mb-6"
          title={
            overdue
              ? `На подписки, срок которых подошёл, не хватает ${formatMoney(shortage.missing)}`
              : `На ${dateInText(shortage.date)} не хватает ${formatMoney(shortage.missing)}`
          }
          action={
            mayTopUp ? <Button href={topUpHref(shortage.missing)}>Пополнить на эту сумму</Button> : null
          }
        >
          {overdue
            ? 'Они работают ещё 5 дней после оплаченного срока. После пополнения оплатятся сами.'
            : 'Если денег не хватит, подписки проработают ещё 5 дней, потом остановятся.'}
        </Notice>
      ) : null}
      <FigureRow>
        <Figure label="На лицевом счёте" value={formatMoney(balance)} />
        <Figure label="Спишется за 30 дней" value={formatMoney(total)} href="/subscriptions" />
      </FigureRow>
      <AutopayLine autopay={autopay} cards={cards} mayManage={page.may('finance.cards')} />
      <Section title="Ближайшие списания">
        {charges.length > 0 ? (
          <UpcomingList charges={charges} />
        ) : (
          <p className="text-ink-2">В ближайшие 30 дней списаний нет.</p>
        )}
      </Section>
      <Section title="Движения по счёту" look="plain">
        {ledger.lines.length > 0 ? (
          <>
            <LedgerTable lines={ledger.lines} now={ctx.clock.now()} timeZone={ctx.timeZone} />
            {ledger.newerCursor || ledger.olderCursor ? (
              <Pagination
                previousHref={ledger.newerCursor ? `/finance?before=${ledger.newerCursor}` : undefined}
                nextHref={ledger.olderCursor ? `/finance?after=${ledger.olderCursor}` : undefined}
              />
            ) : null}
          </>
        ) : (
          <EmptyState
            title="Движений пока нет"
            action={
              mayTopUp ? (
                <Button href="/finance/top-up" variant="primary">
                  Пополнить счёт
                </Button>
              ) : null
            }
          >
            Здесь будут пополнения, списания за подписки и оплата заказов.
          </EmptyState>
        )}
      </Section>
    </>
  );
}
