import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { DetailLayout } from '@/components/layout/detail-layout';
import { LiveRefresh } from '@/components/layout/live-refresh';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { CardActions } from '@/components/sim-cards/card-actions';
import { CardFacts, CardPaymentFacts } from '@/components/sim-cards/card-facts';
import { CardHistory } from '@/components/sim-cards/card-history';
import { CardState } from '@/components/sim-cards/card-state';
import { CardNotices } from '@/components/sim-cards/card-notices';
import { SimModuleGate } from '@/components/sim-cards/module-gate';
import { CopyButton } from '@/components/ui/copy-button';
import { GroupedCode } from '@/components/ui/grouped-code';
import { isModuleUsable } from '@/lib/installations/queries';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { availableAction } from '@/lib/sim-cards/activation.rule';
import { failedOperation } from '@/lib/sim-cards/labels';
import { SIM_CARD_MODULE } from '@/lib/sim-cards/model';
import { isOpen } from '@/lib/sim-cards/operation.rule';
import { simCardDetail } from '@/lib/sim-cards/queries';

export const metadata: Metadata = { title: 'Смарт-карта' };

export default async function SimCardPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}) {
  const page = await cabinetPage('simCards.read', searchParams);
  if (!page.allowed) return <NoAccess what="Смарт-карты" />;
  const { ctx } = page;
  if (!(await isModuleUsable(ctx, SIM_CARD_MODULE))) {
    return <SimModuleGate mayInstall={page.may('modules.install')} />;
  }
  const card = await simCardDetail(ctx, (await params).id);
  if (!card) notFound();
  const now = ctx.clock.now();
  const underWay = card.operation !== null && isOpen(card.operation.state);
  const action = availableAction({
    state: card.state,
    suspendReason: card.suspendReason,
    operatorIntegrated: card.operator.integrated,
    hasOpenOperation: underWay,
  });
  const maySwitch = page.may('simCards.switch');

  return (
    <>
      <PageHeader
        back={{ href: '/sim-cards', label: 'Смарт-карты' }}
        title={
          <>
            <GroupedCode value={card.iccid} />
            <CopyButton value={card.iccid} label="Скопировать номер карты" />
          </>
        }
        state={<CardState card={card} now={now} />}
        action={
          action && maySwitch ? (
            <CardActions
              card={{
                id: card.id,
                can: action,
                until: card.payment?.until ?? null,
                renews: card.payment?.renews ?? false,
              }}
              action={action}
              again={failedOperation(card)?.action === action}
              mayTopUp={page.may('finance.topUp')}
            />
          ) : null
        }
      />
      <CardNotices card={card} maySwitch={maySwitch} now={now} timeZone={ctx.timeZone} />
      <DetailLayout
        aside={
          <Section title="История" look="plain">
            <CardHistory card={card} now={now} timeZone={ctx.timeZone} />
          </Section>
        }
      >
        <Section title="Карта">
          <CardFacts
            card={card}
            now={now}
            timeZone={ctx.timeZone}
            maySeeOrders={page.may('cardOrders.read')}
          />
        </Section>
        <Section title="Подписка">
          <CardPaymentFacts card={card} maySeeSubscriptions={page.may('subscriptions.read')} />
        </Section>
      </DetailLayout>
      {/* State and operation are read apart, so the end of an operation may show in one before the other. */}
      <LiveRefresh active={underWay || card.state === 'ACTIVATING' || card.state === 'DEACTIVATING'} />
    </>
  );
}
