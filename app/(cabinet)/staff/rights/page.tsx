import type { Metadata } from 'next';
import { RightsTable } from '@/components/access/rights-table';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';

export const metadata: Metadata = { title: 'Права ролей' };

export default async function RightsPage({ searchParams }: { searchParams: SearchParams }) {
  const { allowed } = await cabinetPage('staff.read', searchParams);
  if (!allowed) return <NoAccess what="Права ролей" />;
  return (
    <>
      <PageHeader
        title="Права ролей"
        lead="Администратор и кассир работают только в выбранных магазинах, остальные — во всей организации."
        back={{ href: '/staff', label: 'Сотрудники' }}
      />
      <RightsTable />
    </>
  );
}
