import type { Metadata } from 'next';
import { StaffTable } from '@/components/access/staff-table';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { listStaff } from '@/lib/access/queries';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';

export const metadata: Metadata = { title: 'Сотрудники' };

export default async function StaffPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx, allowed } = await cabinetPage('staff.read', searchParams);
  if (!allowed) return <NoAccess what="Сотрудники" />;
  const rows = await listStaff(ctx);
  return (
    <>
      <PageHeader
        title="Сотрудники"
        count={String(rows.length)}
        lead="Кто входит в кабинет организации, с какой ролью и в какие магазины."
      />
      <StaffTable rows={rows} />
    </>
  );
}
