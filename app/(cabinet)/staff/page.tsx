import type { Metadata } from 'next';
import { InvitationList } from '@/components/access/invitation-list';
import { InviteButton } from '@/components/access/invite-button';
import { StaffTable } from '@/components/access/staff-table';
import { ViewButton } from '@/components/access/view-button';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { Link } from '@/components/ui/link';
import { listInvitations, listStaff } from '@/lib/access/people/queries';
import { localDateAt } from '@/lib/core/local-date';
import { dateInText } from '@/lib/core/text';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { storeOptions } from '@/lib/stores/queries';

export const metadata: Metadata = { title: 'Сотрудники' };

export default async function StaffPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx, session, allowed, may } = await cabinetPage('staff.read', searchParams);
  if (!allowed) return <NoAccess what="Сотрудники" />;
  const [rows, invitations, stores] = await Promise.all([
    listStaff(ctx),
    listInvitations(ctx),
    storeOptions(session.ctx),
  ]);
  const mayManage = may('staff.manage');
  return (
    <>
      <PageHeader
        title="Сотрудники"
        count={String(rows.length)}
        lead={
          <>
            Кто входит в кабинет организации, с какой ролью и в какие магазины.{' '}
            <Link href="/staff/rights">Что может каждая роль</Link>
          </>
        }
        action={
          <>
            {may('staff.viewAs') ? <ViewButton stores={stores} /> : null}
            {mayManage ? <InviteButton stores={stores} /> : null}
          </>
        }
      />
      <StaffTable rows={rows} stores={stores} mayManage={mayManage} />
      {invitations.length > 0 ? (
        <Section
          title="Приглашения"
          count={String(invitations.length)}
          lead="Ссылка в письме действует 7 дней и подходит один раз."
          look="plain"
        >
          <InvitationList
            lines={invitations.map((row) => ({
              ...row,
              until: dateInText(localDateAt(row.expiresAt, ctx.timeZone)),
            }))}
            mayManage={mayManage}
          />
        </Section>
      ) : null}
    </>
  );
}
