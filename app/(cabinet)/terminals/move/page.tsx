import type { Metadata } from 'next';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { MoveForm } from '@/components/terminals/move-form';
import { MovePreview, type MovingLine } from '@/components/terminals/move-preview';
import { StoreChoice } from '@/components/terminals/store-choice';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Notice } from '@/components/ui/notice';
import { type SightChange, sightChange } from '@/lib/access/sight';
import type { Context } from '@/lib/access/context';
import { counted } from '@/lib/core/text';
import { type CabinetPage, cabinetPage, type SearchParams } from '@/lib/platform/page';
import { receiptChanges } from '@/lib/receipts/move-changes.rule';
import { receiptsAfterMove } from '@/lib/receipts/move-preview';
import { timeZoneText } from '@/lib/stores/labels';
import { findStore, storeOptions } from '@/lib/stores/queries';
import type { StoreSummary } from '@/lib/stores/model';
import { MOST_MOVED, terminalFilter } from '@/lib/terminals/filter.rule';
import { tillForms, tillsAccusative } from '@/lib/terminals/labels';
import {
  findTerminalIds,
  movingTerminals,
  type MovingTerminal,
  namedTerminals,
} from '@/lib/terminals/queries';

export const metadata: Metadata = { title: 'Перемещение касс' };

export default async function MoveTerminalsPage({ searchParams }: { searchParams: SearchParams }) {
  const page = await cabinetPage('terminals.manage', searchParams);
  if (!page.allowed) return <NoAccess what="Перемещение касс" />;
  // The stores to choose from are all of the person's own, whichever one the header has chosen.
  const whole = page.session.ctx;
  const named = namedTerminals((await searchParams)['terminal']);
  const ids = page.params['all'] === '1' ? await byFilter(page) : named;
  const terminals = await movingTerminals(whole, ids);
  const lost = ids.length - terminals.length;
  const back = {
    href: page.params['store'] ? `/terminals?store=${page.params['store']}` : '/terminals',
    label: 'Терминалы',
  };
  if (terminals.length === 0) {
    return (
      <>
        <PageHeader title="Перемещение касс" back={back} />
        <EmptyState title="Кассы не выбраны" action={<Button href="/terminals">Открыть список касс</Button>}>
          Отметьте кассы в списке и нажмите «Переместить».
        </EmptyState>
      </>
    );
  }
  const [stores, target] = await Promise.all([
    storeOptions(whole),
    page.params['to'] ? findStore(whole, page.params['to']) : null,
  ]);
  const only = terminals.length === 1 ? terminals[0] : undefined;
  return (
    <>
      <PageHeader
        title={
          only
            ? `Переместить кассу «${only.name}»`
            : `Переместить ${counted(terminals.length, tillsAccusative)}`
        }
        back={only ? { href: `/terminals/${only.id}`, label: only.name } : back}
        lead="Сначала кабинет покажет, что изменится. История, модули, подписки и собственные настройки касс останутся."
      />
      <div className="grid max-w-4xl gap-6">
        {lost > 0 ? (
          <Notice tone="attention">
            {counted(lost, tillForms)} из выбранных больше нет в ваших магазинах: их здесь нет.
          </Notice>
        ) : null}
        <StoreChoice stores={stores} />
        {target ? <Preview ctx={whole} terminals={terminals} target={target} /> : null}
      </div>
    </>
  );
}

async function byFilter({ ctx, params }: CabinetPage): Promise<string[]> {
  const { ids, total } = await findTerminalIds(ctx, terminalFilter(params), MOST_MOVED);
  return total > MOST_MOVED ? [] : ids;
}

interface PreviewProps {
  ctx: Context;
  terminals: readonly MovingTerminal[];
  target: StoreSummary;
}

async function Preview({ ctx, terminals, target }: PreviewProps) {
  const going = terminals.filter(({ storeId }) => storeId !== target.id);
  const sources = [...new Map(going.map((each) => [each.storeId, each])).values()];
  const [receipts, sights] = await Promise.all([
    receiptsAfterMove(
      ctx,
      going.map(({ id }) => id),
      target.id,
    ),
    Promise.all(sources.map(({ storeId }) => sightChange(ctx, storeId, target.id))),
  ]);
  const now = ctx.clock.now();
  const lines = going.map((terminal): MovingLine => {
    const change = receipts.get(terminal.id);
    return {
      id: terminal.id,
      name: terminal.name,
      storeName: terminal.storeName,
      cards: terminal.cards,
      changes: [
        ...(change ? receiptChanges(change.before, change.after) : []),
        ...(terminal.storeTimeZone === target.timeZone
          ? []
          : [
              {
                label: 'Часовой пояс',
                before: timeZoneText(terminal.storeTimeZone, now),
                after: timeZoneText(target.timeZone, now),
              },
            ]),
      ],
    };
  });
  return (
    <>
      <MovePreview
        lines={lines}
        staying={terminals.length - going.length}
        target={target.name}
        sights={sources.map(({ storeName }, at) => ({ from: storeName, ...(sights[at] ?? nobody) }))}
      />
      {going.length > 0 ? (
        <MoveForm
          storeId={target.id}
          storeName={target.name}
          terminals={going.map(({ id, storeId }) => ({ id, fromStoreId: storeId }))}
        />
      ) : null}
    </>
  );
}

const nobody: SightChange = { gain: 0, lose: 0, gaining: [], losing: [] };
