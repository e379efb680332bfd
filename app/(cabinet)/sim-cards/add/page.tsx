import type { Metadata } from 'next';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { SimModuleGate } from '@/components/sim-cards/module-gate';
import { ClaimForm } from '@/components/sim-cards/one-card/claim-form';
import { ClaimListForm } from '@/components/sim-cards/one-card/claim-list-form';
import { Tabs } from '@/components/ui/tabs';
import { isModuleUsable } from '@/lib/installations/queries';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { bindOptions } from '@/lib/sim-cards/card/queries';
import { SIM_CARD_MODULE } from '@/lib/sim-cards/model';
import { storeOptions } from '@/lib/stores/queries';

export const metadata: Metadata = { title: 'Добавить смарт-карту' };

export default async function AddCardPage({ searchParams }: { searchParams: SearchParams }) {
  const page = await cabinetPage('simCards.manage', searchParams);
  if (!page.allowed) return <NoAccess what="Добавление карт" />;
  const { ctx, params } = page;
  if (!(await isModuleUsable(ctx, SIM_CARD_MODULE))) {
    return <SimModuleGate mayInstall={page.may('modules.install')} />;
  }
  const byList = params['by'] === 'list';
  const [stores, terminals] = await Promise.all([storeOptions(ctx), byList ? [] : bindOptions(ctx, null)]);
  const place = {
    stores,
    storeId:
      stores.length === 1
        ? (stores[0]?.id ?? '')
        : (params['store'] ?? (ctx.storeIds ? (stores[0]?.id ?? '') : '')),
    storeOptional: page.session.ctx.storeIds === null,
  };
  return (
    <>
      <PageHeader
        title="Добавить смарт-карту"
        back={{ href: '/sim-cards', label: 'Смарт-карты' }}
        lead="Карта, которая у вас уже есть: из другого салона, от прежней кассы, купленная вместе с ней."
      />
      <Tabs
        label="Как добавить"
        tabs={[
          { href: '/sim-cards/add', label: 'По номеру', current: !byList },
          { href: '/sim-cards/add?by=list', label: 'Списком', current: byList },
        ]}
      />
      <div className="mt-6">
        {byList ? <ClaimListForm {...place} /> : <ClaimForm {...place} terminals={terminals} />}
      </div>
    </>
  );
}
