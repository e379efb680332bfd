import type { Metadata } from 'next';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { AddressNotice } from '@/components/receipts/address-notice';
import { SettingForm } from '@/components/receipts/setting-form';
import { SettingFacts } from '@/components/receipts/setting-facts';
import { Button } from '@/components/ui/button';
import { addressView } from '@/lib/receipts/address-queries';
import { cabinetPage, notThere, type SearchParams } from '@/lib/platform/page';
import { changedText } from '@/lib/receipts/labels';
import { defaultAddressFloor, storeReceiptSetting } from '@/lib/receipts/queries';

export const metadata: Metadata = { title: 'Чеки магазина' };

export default async function StoreReceiptsPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}) {
  const { ctx, allowed, may } = await cabinetPage('receipts.read', searchParams);
  if (!allowed) return <NoAccess what="Чеки на e-mail" />;
  const setting = await storeReceiptSetting(ctx, (await params).id);
  if (!setting) return notThere(ctx, (await params).id);
  return (
    <>
      <PageHeader
        title={`Чеки магазина «${setting.name}»`}
        back={{ href: '/receipts', label: 'Чеки на e-mail' }}
        lead="Действует на всех кассах магазина, где не выбрано своё."
        action={
          may('receipts.configure') ? (
            <Button href={`/receipts/apply?from=${setting.targetId ?? ''}`}>Применить ко всем…</Button>
          ) : null
        }
      />
      <AddressNotice
        address={await addressView(ctx, setting)}
        target={{ scope: 'STORE', targetId: setting.targetId ?? '' }}
        mayAsk={may('receipts.configure')}
        now={ctx.clock.now()}
        timeZone={ctx.timeZone}
      />
      {may('receipts.configure') ? (
        <SettingForm
          setting={setting}
          resetLabel="Вернуть как у организации"
          changed={changedText(setting, ctx.clock.now(), ctx.timeZone)}
          floor={await defaultAddressFloor(ctx)}
        />
      ) : (
        <SettingFacts
          setting={setting}
          whomToAsk="Настройку магазина меняет владелец организации или администратор магазина."
        />
      )}
    </>
  );
}
