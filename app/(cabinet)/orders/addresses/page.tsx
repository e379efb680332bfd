import type { Metadata } from 'next';
import { AddressBook, EditAddress } from '@/components/card-orders/address-book';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { savedAddresses } from '@/lib/card-orders/queries';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';

export const metadata: Metadata = { title: 'Адресная книга' };

export default async function AddressesPage({ searchParams }: { searchParams: SearchParams }) {
  const page = await cabinetPage('cardOrders.manage', searchParams);
  if (!page.allowed) return <NoAccess what="Адресная книга" />;
  const addresses = await savedAddresses(page.ctx);
  return (
    <>
      <PageHeader
        title="Адресная книга"
        count={addresses.length > 0 ? String(addresses.length) : undefined}
        back={{ href: '/orders', label: 'Заказы' }}
        lead="Куда доставлять смарт-карты. Заказ хранит свою копию адреса."
        action={addresses.length > 0 ? <EditAddress address={null} /> : null}
      />
      <AddressBook addresses={addresses} />
    </>
  );
}
