import type { Metadata } from 'next';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { StoreForm } from '@/components/stores/store-form';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { timeZoneOptions } from '@/lib/stores/labels';

export const metadata: Metadata = { title: 'Новый магазин' };

export default async function NewStorePage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx, allowed } = await cabinetPage('stores.create', searchParams);
  if (!allowed) return <NoAccess what="Новый магазин" />;
  return (
    <>
      <PageHeader
        title="Новый магазин"
        back={{ href: '/stores', label: 'Магазины' }}
        lead="По часам магазина считаются сроки его касс: ФН, неотправленные чеки, рабочее время."
      />
      <StoreForm timeZone={ctx.timeZone} zones={timeZoneOptions(ctx.timeZone, ctx.clock.now())} />
    </>
  );
}
