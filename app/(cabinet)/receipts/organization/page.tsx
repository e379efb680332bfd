import type { Metadata } from 'next';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { AddressNotice } from '@/components/receipts/address-notice';
import { SettingForm } from '@/components/receipts/setting-form';
import { SettingFacts } from '@/components/receipts/setting-facts';
import { Button } from '@/components/ui/button';
import { seesStore } from '@/lib/access/context';
import { addressView } from '@/lib/receipts/address-queries';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { changedText } from '@/lib/receipts/labels';
import { defaultAddressFloor, organizationReceiptSetting } from '@/lib/receipts/queries';

export const metadata: Metadata = { title: 'Чеки организации' };

export default async function OrganizationReceiptsPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx, session, allowed, may } = await cabinetPage('receipts.read', searchParams);
  if (!allowed) return <NoAccess what="Чеки на e-mail" />;
  const setting = await organizationReceiptSetting(ctx);
  const mayChange = may('receipts.configure') && seesStore(session.ctx, null);
  return (
    <>
      <PageHeader
        title="Чеки всей организации"
        back={{ href: '/receipts', label: 'Чеки на e-mail' }}
        lead="Действует во всех магазинах и на всех кассах, где не выбрано своё."
        action={
          mayChange ? <Button href="/receipts/apply?from=organization">Применить ко всем…</Button> : null
        }
      />
      <AddressNotice
        address={await addressView(ctx, setting)}
        target={{ scope: 'ORGANIZATION', targetId: null }}
        mayAsk={may('receipts.configure')}
        now={ctx.clock.now()}
        timeZone={ctx.timeZone}
      />
      {mayChange ? (
        <SettingForm
          setting={setting}
          resetLabel={null}
          changed={changedText(setting, ctx.clock.now(), ctx.timeZone)}
          floor={await defaultAddressFloor(ctx)}
        />
      ) : (
        <SettingFacts
          setting={setting}
          whomToAsk="Настройку всей организации меняет владелец, которому открыты все магазины."
        />
      )}
    </>
  );
}
