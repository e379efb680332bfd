import type { Metadata } from 'next';
import { AutopayCharges } from '@/components/billing/autopay-charges';
import { AutopaySection } from '@/components/billing/autopay-section';
import { CardList } from '@/components/billing/card-list';
import { FinanceTabs } from '@/components/invoicing/finance-tabs';
import { LiveRefresh } from '@/components/layout/live-refresh';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { Button } from '@/components/ui/button';
import { today } from '@/lib/access/context';
import { autopayCharges, autopayView, paymentCards } from '@/lib/billing/queries';
import { mayImport } from '@/lib/invoicing/bank/queries';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';

export const metadata: Metadata = { title: 'Карты и автоплатёж' };

const SHOWN = 12;

export default async function PaymentCardsPage({ searchParams }: { searchParams: SearchParams }) {
  const page = await cabinetPage('finance.read', searchParams);
  if (!page.allowed) return <NoAccess what="Карты и автоплатёж" />;
  const { ctx } = page.session;
  const [cards, autopay, charges, bank] = await Promise.all([
    paymentCards(ctx),
    autopayView(ctx),
    autopayCharges(ctx, SHOWN),
    mayImport(ctx),
  ]);
  const mayManage = page.may('finance.cards');
  return (
    <>
      <PageHeader
        title="Карты и автоплатёж"
        lead={mayManage ? undefined : 'Картами и автоплатежом управляет владелец организации.'}
        action={
          mayManage && cards.length > 0 ? (
            <Button href="/finance/top-up?save=1" icon="plus">
              Добавить карту
            </Button>
          ) : null
        }
      />
      <FinanceTabs current="/finance/cards" bank={bank} />
      <AutopaySection autopay={autopay} cards={cards} mayManage={mayManage} />
      <Section title="Карты" look={cards.length > 0 ? 'plain' : 'rule'}>
        <CardList cards={cards} autopayCardId={autopay.cardId} today={today(ctx)} mayManage={mayManage} />
      </Section>
      {charges.length > 0 ? (
        <Section title="Последние автоплатежи" look="plain">
          <AutopayCharges charges={charges} now={ctx.clock.now()} timeZone={ctx.timeZone} />
        </Section>
      ) : null}
      <LiveRefresh active={charges.some(({ state }) => state === 'CREATED' || state === 'PENDING')} />
    </>
  );
}
