import type { Metadata } from 'next';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { ReceiptTabs } from '@/components/receipts/receipt-tabs';
import { SettingsTable } from '@/components/receipts/settings-table';
import { momentText } from '@/lib/core/text';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { receiptSettings } from '@/lib/receipts/queries';

export const metadata: Metadata = { title: 'Чеки на e-mail' };

export default async function ReceiptsPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx, allowed } = await cabinetPage('receipts.read', searchParams);
  if (!allowed) return <NoAccess what="Чеки на e-mail" />;
  const { organization, stores } = await receiptSettings(ctx);
  const now = ctx.clock.now();
  const rows = [
    { setting: organization, href: '/receipts/organization' },
    ...stores.map((setting) => ({ setting, href: `/receipts/stores/${setting.targetId ?? ''}` })),
  ];
  return (
    <>
      <PageHeader
        title="Чеки на e-mail"
        lead="Что касса делает с чеком: печатает, отправляет или и то и другое. Действует ближайшее: своё у кассы, потом магазина, потом организации."
      />
      <ReceiptTabs current="/receipts" />
      <SettingsTable
        rows={rows.map((row) => ({
          ...row,
          changed: row.setting.updatedAt ? momentText(row.setting.updatedAt, now, ctx.timeZone) : null,
        }))}
      />
    </>
  );
}
