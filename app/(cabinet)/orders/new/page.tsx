import type { Metadata } from 'next';
import { OrderForm } from '@/components/card-orders/order-form';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { SimModuleGate } from '@/components/sim-cards/module-gate';
import { cardOffers, cartOf, savedAddresses, tariffOffers, terminalChoices } from '@/lib/card-orders/queries';
import { isModuleUsable } from '@/lib/installations/queries';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { SIM_CARD_MODULE } from '@/lib/sim-cards/model';
import { storeOptions } from '@/lib/stores/queries';

export const metadata: Metadata = { title: 'Заказ смарт-карт' };

export default async function NewOrderPage({ searchParams }: { searchParams: SearchParams }) {
  const page = await cabinetPage('cardOrders.manage', searchParams);
  if (!page.allowed) return <NoAccess what="Заказ смарт-карт" />;
  const { ctx } = page.session;
  if (!(await isModuleUsable(ctx, SIM_CARD_MODULE))) {
    return <SimModuleGate mayInstall={page.may('modules.install')} />;
  }
  const [offers, tariffs, stores, terminals, addresses, cart] = await Promise.all([
    cardOffers(ctx),
    tariffOffers(ctx),
    storeOptions(ctx),
    terminalChoices(ctx),
    savedAddresses(ctx),
    cartOf(ctx, page.params['from'] ?? ''),
  ]);
  const chosen = page.params['store'] ?? (stores.length === 1 ? stores[0]?.id : undefined);
  const storeId = stores.some((store) => store.id === chosen) ? (chosen ?? '') : '';
  return (
    <>
      <PageHeader
        title="Заказ смарт-карт"
        back={{ href: '/orders', label: 'Заказы' }}
        lead="Карты приедут на этот адрес и появятся в списке готовыми к активации: с названиями и на своих кассах."
      />
      <OrderForm {...{ offers, tariffs, stores, terminals, addresses, cart, storeId }} />
    </>
  );
}
