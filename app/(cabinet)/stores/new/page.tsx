import type { Metadata } from 'next';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { StoreForm } from '@/components/stores/store-form';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { timeZoneText } from '@/lib/stores/labels';
import { storeZones } from '@/lib/stores/schema';

export const metadata: Metadata = { title: 'Новый магазин' };

export default async function NewStorePage({ searchParams }: { searchParams: SearchParams }) {
  const { session, allowed } = await cabinetPage('stores.manage', searchParams);
  const { storeIds, clock } = session.ctx;
  if (!allowed || storeIds !== null) return <NoAccess what="Новый магазин" />;
  const now = clock.now();
  return (
    <>
      <PageHeader title="Новый магазин" back={{ href: '/stores', label: 'Магазины' }} />
      <StoreForm zones={storeZones.map((value) => ({ value, label: timeZoneText(value, now) }))} />
    </>
  );
}
