import type { Metadata } from 'next';
import { LiveRefresh } from '@/components/layout/live-refresh';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { CloudFacts } from '@/components/terminals/cloud/cloud-facts';
import { DifferenceForm } from '@/components/terminals/cloud/difference-form';
import { ReadingState } from '@/components/terminals/cloud/reading-state';
import { TokenForm } from '@/components/terminals/cloud/token-form';
import { UnusableList } from '@/components/terminals/cloud/unusable-list';
import { CopyButton } from '@/components/ui/copy-button';
import { EmptyState } from '@/components/ui/empty-state';
import { Notice } from '@/components/ui/notice';
import { can, type Context } from '@/lib/access/context';
import { momentText } from '@/lib/core/text';
import { isSandbox } from '@/lib/platform/env';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { evotorToken } from '@/lib/platform/sandbox-evotor';
import { timeZoneText } from '@/lib/stores/labels';
import { isEmpty } from '@/lib/terminals/cloud/difference.rule';
import { unchangedText } from '@/lib/terminals/cloud/labels';
import type { CloudView } from '@/lib/terminals/cloud/model';
import { cloudView, storesToTie } from '@/lib/terminals/cloud/queries';

export const metadata: Metadata = { title: 'Импорт из облака Эвотор' };

export default async function ImportPage({ searchParams }: { searchParams: SearchParams }) {
  const { session, allowed } = await cabinetPage('terminals.manage', searchParams);
  if (!allowed) return <NoAccess what="Подключение касс" />;
  // The cloud is one for the organization, whatever store is chosen.
  const { ctx } = session;
  const cloud = await cloudView(ctx);
  const now = ctx.clock.now();
  const reading = cloud?.reading ?? null;
  return (
    <>
      <LiveRefresh active={reading?.state === 'LOADING' && !reading.stale} />
      <PageHeader
        title="Импорт из облака Эвотор"
        back={{ href: '/terminals', label: 'Терминалы' }}
        lead="Магазины и кассы из вашего аккаунта Эвотор. Сначала показываем разницу, потом переносим выбранное; повторный импорт меняет только то, что изменилось."
      />
      <div className="max-w-4xl">
        {cloud === null ? (
          <Begin ctx={ctx} />
        ) : (
          <>
            {reading ? (
              <div className="mb-8 empty:hidden">
                <ReadingState {...{ reading, now }} timeZone={ctx.timeZone} />
              </div>
            ) : null}
            <Found ctx={ctx} cloud={cloud} />
            <Section title="Подключение">
              <CloudFacts {...{ cloud, now }} timeZone={ctx.timeZone} />
            </Section>
          </>
        )}
      </div>
    </>
  );
}

async function Begin({ ctx }: { ctx: Context }) {
  if (ctx.storeIds !== null) {
    return (
      <EmptyState title="Облако ещё не подключено">
        Токен открывает все магазины организации, поэтому вводит его тот, кому они все доступны. Попросите
        владельца; потом вы сможете переносить кассы своих магазинов.
      </EmptyState>
    );
  }
  const token = isSandbox() ? await evotorToken(ctx.organizationId).catch(() => null) : null;
  return (
    <div className="grid gap-6">
      {token === null ? null : (
        <Notice title="Песочница: токен для пробы">
          <span className="font-mono">{token}</span> <CopyButton value={token} label="Скопировать токен" />
          <br />
          Это облако ненастоящее. Что в нём происходит, решает «Песочница».
        </Notice>
      )}
      <TokenForm button="Прочитать облако" />
    </div>
  );
}

async function Found({ ctx, cloud }: { ctx: Context; cloud: CloudView }) {
  const { difference, reading } = cloud;
  if (!difference || !reading) return null;
  const now = ctx.clock.now();
  const changed = [...difference.changedStores, ...difference.changedTerminals];
  const moments = Object.fromEntries(
    changed.flatMap(({ key, updatedAt }) =>
      updatedAt === null ? [] : [[key, momentText(new Date(updatedAt), now, ctx.timeZone)]],
    ),
  );
  return (
    <>
      {isEmpty(difference) ? (
        <Notice tone="works" live="status" title="Переносить нечего">
          {unchangedText(difference)}
        </Notice>
      ) : (
        <>
          {difference.unchanged.stores + difference.unchanged.terminals > 0 ? (
            <p className="mb-6 text-ink-2">{unchangedText(difference)}</p>
          ) : null}
          <DifferenceForm
            key={`${reading.id}-${String(reading.appliedAt?.getTime() ?? 0)}`}
            readingId={reading.id}
            difference={difference}
            newStores={difference.newStores.map((store) => ({
              ...store,
              zone:
                store.timeZone === null
                  ? `${timeZoneText(ctx.timeZone, now)}, как у организации`
                  : `${timeZoneText(store.timeZone, now)}, по часам касс`,
            }))}
            ownStores={await storesToTie(ctx, difference)}
            mayCreateStores={can(ctx, 'stores.create')}
            moments={moments}
          />
        </>
      )}
      <UnusableList terminals={difference.unusable} />
    </>
  );
}
