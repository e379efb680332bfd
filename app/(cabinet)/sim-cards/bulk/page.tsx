import type { Metadata } from 'next';
import { LiveRefresh } from '@/components/layout/live-refresh';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { BulkTable } from '@/components/sim-cards/bulk/bulk-table';
import { ListForm } from '@/components/sim-cards/bulk/list-form';
import { SimModuleGate } from '@/components/sim-cards/module-gate';
import { Pagination } from '@/components/ui/pagination';
import { isModuleUsable } from '@/lib/installations/queries';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { listBulks } from '@/lib/sim-cards/bulk/queries';
import { SIM_CARD_MODULE } from '@/lib/sim-cards/model';

export const metadata: Metadata = { title: 'Карты списком' };

export default async function BulksPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx, session, params, allowed, may } = await cabinetPage('simCards.switch', searchParams);
  if (!allowed) return <NoAccess what="Карты списком" />;
  if (!(await isModuleUsable(ctx, SIM_CARD_MODULE))) {
    return <SimModuleGate mayInstall={may('modules.install')} />;
  }
  const { rows, next } = await listBulks(session.ctx, params['before'] ?? null);
  return (
    <>
      <PageHeader
        back={{ href: '/sim-cards', label: 'Смарт-карты' }}
        title="Карты списком"
        lead="Проверим каждую карту и покажем стоимость до запуска. Дальше всё идёт само: страницу можно закрыть."
      />
      <ListForm />
      {rows.length > 0 ? (
        <Section title="Недавние списки" look="plain">
          <BulkTable rows={rows} now={ctx.clock.now()} timeZone={ctx.timeZone} />
          {next ? <Pagination nextHref={`/sim-cards/bulk?before=${next}`} /> : null}
        </Section>
      ) : null}
      <LiveRefresh active={rows.some((bulk) => bulk.state === 'RUNNING')} />
    </>
  );
}
