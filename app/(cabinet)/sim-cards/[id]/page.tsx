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
import {
  BindButton,
  CloseButton,
  LabelButton,
  LimitButton,
} from '@/components/sim-cards/one-card/care-button';
import { DeviceFacts, DeviceNotice } from '@/components/sim-cards/one-card/device-facts';
import { Notes } from '@/components/sim-cards/one-card/notes';
import { RefreshUsage } from '@/components/sim-cards/one-card/refresh-usage';
import { UsageSection } from '@/components/sim-cards/one-card/usage-section';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { GroupedCode } from '@/components/ui/grouped-code';
import { Notice } from '@/components/ui/notice';
import { momentText } from '@/lib/core/text';
import { isModuleUsable } from '@/lib/installations/queries';
import { cabinetPage, notThere, type SearchParams } from '@/lib/platform/page';
import { availableAction } from '@/lib/sim-cards/activation.rule';
import {
  bindOptions,
  cardClosing,
  cardDevice,
  cardHistoryPage,
  cardMismatch,
  cardNotes,
} from '@/lib/sim-cards/card/queries';
import { failedOperation } from '@/lib/sim-cards/labels';
import { SIM_CARD_MODULE } from '@/lib/sim-cards/model';
import { isOpen } from '@/lib/sim-cards/operation.rule';
import { simCardDetail } from '@/lib/sim-cards/queries';
import { limitText } from '@/lib/sim-cards/usage/labels';
import { cardUsage } from '@/lib/sim-cards/usage/queries';
import { monthParam } from '@/lib/sim-cards/usage/schema';
import { findStore } from '@/lib/stores/queries';

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
  if (!card) return notThere(ctx, (await params).id);
  const closed = card.state === 'TERMINATED';
  const mayManage = page.may('simCards.manage');
  const mayChange = mayManage && !closed;
  const [device, usage, history, notes, options, closing, store, mismatch] = await Promise.all([
    cardDevice(ctx, card.id),
    cardUsage(ctx, card.id, monthParam(page.params['month'])),
    cardHistoryPage(ctx, card.id, page.params['history']),
    cardNotes(ctx, card.id),
    mayChange ? bindOptions(ctx, card.id) : [],
    page.may('simCards.terminate') ? cardClosing(ctx, card) : null,
    card.store ? findStore(ctx, card.store.id) : null,
    cardMismatch(ctx, card.id),
  ]);
  if (!device || !usage) notFound();
  const now = ctx.clock.now();
  const { timeZone } = ctx;
  const underWay = card.operation !== null && isOpen(card.operation.state);
  const action = availableAction({
    state: card.state,
    suspendReason: card.suspendReason,
    operatorIntegrated: card.operator.integrated,
    hasOpenOperation: underWay,
  });
  const maySwitch = page.may('simCards.switch');
  const close = {
    simCardId: card.id,
    asked: closing !== null && closing.confirmBy !== null,
    until: card.payment?.until ?? null,
  };
  const deviceProps = {
    card,
    device,
    options,
    mayBind: mayChange,
    mayLock: mayChange && card.operator.integrated,
    now,
    timeZone,
  };

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
      <CardNotices card={card} mismatch={mismatch} maySwitch={maySwitch} now={now} timeZone={timeZone} />
      <div className="mb-6 grid gap-3 empty:hidden">
        <DeviceNotice {...deviceProps} />
        {closing?.confirmBy ? (
          <Notice
            tone="attention"
            title="Начато закрытие карты навсегда"
            action={
              <Button size="small" href="#closing" plain>
                К закрытию
              </Button>
            }
          >
            Начато: {closing.askedBy}. Подтвердить можно до {momentText(closing.confirmBy, now, timeZone)},
            потом всё останется как есть.
          </Notice>
        ) : null}
      </div>
      <DetailLayout
        aside={
          <Section title="История" look="plain" id="history">
            <CardHistory
              card={card}
              history={history}
              isNewest={page.params['history'] === undefined}
              now={now}
              timeZone={timeZone}
            />
          </Section>
        }
      >
        <Section title="Карта">
          <CardFacts
            card={card}
            now={now}
            timeZone={timeZone}
            maySeeOrders={page.may('cardOrders.read')}
            labelAction={
              mayManage ? (
                <LabelButton
                  look={{
                    children: card.label ? 'Изменить' : 'Добавить',
                    label: 'Изменить метку',
                    icon: 'pencil',
                  }}
                  simCardId={card.id}
                  label={card.label ?? ''}
                />
              ) : null
            }
            terminalAction={
              mayChange ? (
                <BindButton
                  look={{
                    children: card.terminal ? 'Перенести' : 'Привязать',
                    label: card.terminal ? 'Перенести на другую кассу' : 'Привязать к кассе',
                    icon: 'link',
                  }}
                  simCardId={card.id}
                  terminalId={card.terminal?.id ?? ''}
                  storeName={card.store?.name ?? null}
                  suggested={card.terminal?.id ?? ''}
                  options={options}
                  locked={device.lock.imei !== null}
                />
              ) : null
            }
          />
        </Section>
        <Section title="Подписка">
          <CardPaymentFacts card={card} maySeeSubscriptions={page.may('subscriptions.read')} />
        </Section>
        <Section
          title="Трафик"
          lead={`Лимит: ${limitText(usage.limitMb)}`}
          action={
            mayChange && card.operator.integrated ? (
              <>
                <LimitButton
                  look={{ children: 'Лимит', label: 'Изменить лимит трафика' }}
                  simCardId={card.id}
                  ownLimitMb={usage.ownLimitMb}
                  organizationLimitMb={usage.organizationLimitMb}
                />
                <RefreshUsage simCardId={card.id} />
              </>
            ) : null
          }
        >
          {card.operator.integrated ? (
            <UsageSection
              simCardId={card.id}
              usage={usage}
              hasHours={store !== null && store.hours !== null}
              now={now}
              timeZone={timeZone}
            />
          ) : (
            <p className="text-ink-2">Оператор не подключён к кабинету, трафик этой карты здесь не виден.</p>
          )}
        </Section>
        <Section title="Устройство">
          <DeviceFacts {...deviceProps} />
        </Section>
        <Section title="Заметки" count={notes.length > 0 ? String(notes.length) : undefined}>
          <Notes
            simCardId={card.id}
            notes={notes}
            mayWrite={mayManage}
            mayRemoveAll={page.session.ctx.actor.kind === 'USER' && page.session.ctx.actor.role === 'OWNER'}
            now={now}
            timeZone={timeZone}
          />
        </Section>
        {/* One button for both steps: the dialog stays open while the page learns of the first one. */}
        {closing?.isPossible ? (
          <Section id="closing" title="Закрытие">
            <p className="mb-3 max-w-[68ch] text-ink-2">
              Потерянную или ненужную карту можно закрыть навсегда: её больше нельзя будет включить.
            </p>
            <CloseButton
              look={{
                children: close.asked ? 'Подтвердить или отменить' : 'Закрыть навсегда',
                variant: 'secondary',
              }}
              {...close}
            />
          </Section>
        ) : null}
      </DetailLayout>
      {/* State and operation are read apart, so the end of an operation may show in one before the other. */}
      <LiveRefresh
        active={
          underWay ||
          card.state === 'ACTIVATING' ||
          card.state === 'DEACTIVATING' ||
          device.lock.pending !== null
        }
      />
    </>
  );
}
