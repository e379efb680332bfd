import type { Metadata } from 'next';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { Link } from '@/components/ui/link';
import { ChargeTable } from '@/components/subscriptions/charge-table';
import { SubscriptionActions } from '@/components/subscriptions/subscription-actions';
import { Badge } from '@/components/ui/badge';
import { DefinitionList, Fact } from '@/components/ui/definition-list';
import { walletBalance } from '@/lib/billing/queries';
import { periodNames } from '@/lib/catalog/model';
import { isId } from '@/lib/core/ids';
import { formatMoney } from '@/lib/core/money';
import { dateInText } from '@/lib/core/text';
import { cabinetPage, notThere, type SearchParams } from '@/lib/platform/page';
import { periodText, stateLabel, subscriptionTitle } from '@/lib/subscriptions/labels';
import { getSubscription } from '@/lib/subscriptions/queries';

export const metadata: Metadata = { title: 'Подписка' };

interface Props {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

export default async function SubscriptionPage({ params, searchParams }: Props) {
  const page = await cabinetPage('subscriptions.read', searchParams);
  if (!page.allowed) return <NoAccess what="Подписки" />;
  const { id } = await params;
  const { ctx } = page;
  const [found, balance] = await Promise.all([
    isId(id) ? getSubscription(ctx, id) : null,
    walletBalance(ctx),
  ]);
  if (!found) return notThere(ctx, id);
  const { subscription: sub, charges } = found;
  const state = stateLabel(sub);
  const onCard = sub.subject.kind === 'SMART_CARD';
  return (
    <>
      <PageHeader
        back={{ href: '/subscriptions', label: 'Подписки' }}
        title={subscriptionTitle(sub)}
        state={
          <Badge tone={state.tone} note={state.note} look="filled">
            {state.text}
          </Badge>
        }
        action={
          page.may('subscriptions.manage') ? (
            <SubscriptionActions
              look="buttons"
              subscription={sub}
              balance={balance}
              mayTopUp={page.may('finance.topUp')}
            />
          ) : null
        }
      />
      <DefinitionList>
        <Fact term={onCard ? 'Смарт-карта' : 'Касса'} note={sub.subject.place}>
          <Link href={onCard ? `/sim-cards/${sub.subject.id}` : `/terminals/${sub.subject.id}`}>
            {sub.subject.name}
          </Link>
        </Fact>
        <Fact term="Магазин">{sub.subject.storeName ?? 'не выбран'}</Fact>
        <Fact
          term="Период оплаты"
          note={
            sub.pendingPeriod && sub.state !== 'EXPIRED'
              ? `С ${dateInText(sub.periodEnd)} — ${periodNames[sub.pendingPeriod]}, ${formatMoney(sub.prices[sub.pendingPeriod])}`
              : null
          }
        >
          {periodNames[sub.period]}, {formatMoney(sub.prices[sub.period])}
        </Fact>
        <Fact term="Оплачено">{periodText({ start: sub.periodStart, end: sub.periodEnd })}</Fact>
        <Fact term="Следующее списание">
          {sub.nextCharge
            ? `${dateInText(sub.nextCharge.on)}, ${formatMoney(sub.nextCharge.amount)}`
            : 'не будет'}
        </Fact>
        {sub.endedOn ? <Fact term="Закончилась">{dateInText(sub.endedOn)}</Fact> : null}
      </DefinitionList>
      <Section title="Списания" look="plain">
        <ChargeTable charges={charges} now={ctx.clock.now()} timeZone={ctx.timeZone} />
      </Section>
    </>
  );
}
