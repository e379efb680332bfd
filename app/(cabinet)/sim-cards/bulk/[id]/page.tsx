import type { Metadata } from 'next';
import { LiveRefresh } from '@/components/layout/live-refresh';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { BulkBadge } from '@/components/sim-cards/bulk/bulk-badge';
import { BulkControls, RetryBulk } from '@/components/sim-cards/bulk/bulk-controls';
import { CheckSummary, RunSummary } from '@/components/sim-cards/bulk/bulk-summary';
import { ConfirmForm } from '@/components/sim-cards/bulk/confirm-form';
import { ItemTable } from '@/components/sim-cards/bulk/item-table';
import { Button } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { Pagination } from '@/components/ui/pagination';
import { Tabs } from '@/components/ui/tabs';
import { momentText } from '@/lib/core/text';
import { cabinetPage, notThere, type SearchParams } from '@/lib/platform/page';
import { bulkTitle, filterWords, manyCards, originText, verbs } from '@/lib/sim-cards/bulk/labels';
import { type BulkDetail, type ItemFilter, itemFilters } from '@/lib/sim-cards/bulk/model';
import { bulkDetail, bulkItems, bulkOffer } from '@/lib/sim-cards/bulk/queries';
import { itemPlace } from '@/lib/sim-cards/bulk/schema';

export const metadata: Metadata = { title: 'Карты списком' };

const number = new Intl.NumberFormat('ru');

export default async function BulkPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}) {
  const page = await cabinetPage('simCards.switch', searchParams);
  if (!page.allowed) return <NoAccess what="Карты списком" />;
  const { ctx } = page.session;
  const bulk = await bulkDetail(ctx, (await params).id);
  if (!bulk) return notThere(ctx, (await params).id);
  const place = itemPlace(page.params);
  const isDraft = bulk.state === 'DRAFT';
  const [items, offer] = await Promise.all([
    bulkItems(ctx, bulk.id, place),
    isDraft && bulk.counts.WAITING > 0 ? bulkOffer(ctx, bulk) : null,
  ]);
  const href = `/sim-cards/bulk/${bulk.id}`;
  const now = ctx.clock.now();
  const { WAITING, RUNNING, REFUSED, FAILED, LEFT } = bulk.counts;
  const isOver = bulk.state === 'FINISHED' || bulk.state === 'STOPPED';
  const mayTopUp = page.may('finance.topUp');

  return (
    <>
      <PageHeader
        back={{ href: '/sim-cards/bulk', label: 'Карты списком' }}
        title={bulkTitle(bulk)}
        state={<BulkBadge state={bulk.state} look="filled" />}
        lead={
          <>
            {originText(bulk)}
            {bulk.retryOfId ? (
              <>
                {' '}
                <Link href={`/sim-cards/bulk/${bulk.retryOfId}`}>прежнего списка</Link>
              </>
            ) : null}
            , {bulk.actorName}, {momentText(bulk.createdAt, now, ctx.timeZone)}
          </>
        }
        action={
          isOver && bulk.repeatable > 0 ? (
            <RetryBulk bulkId={bulk.id} count={bulk.repeatable} hasFailed={FAILED + LEFT > 0} />
          ) : (
            <BulkControls bulkId={bulk.id} state={bulk.state} waiting={WAITING} running={RUNNING} />
          )
        }
      />
      {isDraft ? (
        <>
          <Section title="Проверка" look="plain">
            <CheckSummary bulk={bulk} href={href} />
          </Section>
          <Section title={offer ? `${verbs[bulk.action]} ${manyCards(offer.cards)}` : verbs[bulk.action]}>
            {offer ? (
              <ConfirmForm action={bulk.action} bulkId={bulk.id} offer={offer} mayTopUp={mayTopUp} />
            ) : (
              <Notice tone="attention">
                В списке нет карт, с которыми это можно сделать. Посмотрите причины ниже, исправьте список и
                проверьте его снова.
              </Notice>
            )}
          </Section>
        </>
      ) : bulk.state === 'CANCELLED' ? (
        <Notice tone="off">Список не запускался: ни одна карта не тронута, ничего не списано.</Notice>
      ) : (
        <RunSummary bulk={bulk} href={href} mayTopUp={mayTopUp} />
      )}
      <Section
        id="cards"
        title="Карты"
        count={number.format(bulk.total)}
        look="plain"
        action={REFUSED + FAILED + LEFT > 0 ? <Downloads href={href} /> : null}
      >
        <Tabs label="Какие карты показать" tabs={tabsOf(bulk, href, place.filter)} />
        <ItemTable rows={items.rows} isDraft={isDraft} />
        {items.rows.length === 0 ? <p className="py-6 text-ink-2">Таких карт в списке сейчас нет.</p> : null}
        {items.previous !== null || items.next !== null ? (
          <Pagination
            previousHref={
              items.previous === null ? undefined : pageHref(href, place.filter, 'before', items.previous)
            }
            nextHref={items.next === null ? undefined : pageHref(href, place.filter, 'after', items.next)}
          />
        ) : null}
      </Section>
      <LiveRefresh active={RUNNING > 0 || bulk.state === 'RUNNING'} />
    </>
  );
}

function Downloads({ href }: { href: string }) {
  return (
    <>
      <Button size="small" icon="download" href={`${href}/failures`} plain download>
        Ошибки в CSV
      </Button>
      <Button size="small" icon="download" href={`${href}/failures?format=xlsx`} plain download>
        в XLSX
      </Button>
    </>
  );
}

function tabsOf({ counts, state }: BulkDetail, href: string, current: ItemFilter | null) {
  const of: Record<ItemFilter, number> = {
    BAD: counts.REFUSED + counts.FAILED,
    WAITING: counts.WAITING,
    RUNNING: counts.RUNNING,
    DONE: counts.DONE,
    LEFT: counts.LEFT,
  };
  const isDraft = state === 'DRAFT';
  return [
    { href: `${href}#cards`, label: 'Все', current: current === null },
    ...itemFilters
      .filter((filter) => of[filter] > 0 || filter === current)
      .map((filter) => ({
        href: `${href}?show=${filter}#cards`,
        label:
          isDraft && filter === 'WAITING'
            ? 'Можно'
            : isDraft && filter === 'BAD'
              ? 'Нельзя'
              : filterWords[filter],
        count: number.format(of[filter]),
        current: current === filter,
      })),
  ];
}

function pageHref(href: string, filter: ItemFilter | null, side: 'after' | 'before', at: number): string {
  const query = new URLSearchParams({ ...(filter && { show: filter }), [side]: String(at) });
  return `${href}?${query.toString()}#cards`;
}
