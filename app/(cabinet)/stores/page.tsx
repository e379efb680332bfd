import type { Metadata } from 'next';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Link } from '@/components/ui/link';
import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import { counted, timeText } from '@/lib/core/text';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { simCardForms, terminalForms, timeZoneText } from '@/lib/stores/labels';
import { listStores } from '@/lib/stores/queries';

export const metadata: Metadata = { title: 'Магазины' };

export default async function StoresPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx, allowed, may } = await cabinetPage('stores.read', searchParams);
  if (!allowed) return <NoAccess what="Магазины" />;
  const stores = await listStores(ctx);
  const now = ctx.clock.now();
  const number = new Intl.NumberFormat('ru');
  const add = may('stores.create') ? (
    <Button variant="primary" icon="plus" href="/stores/new">
      Добавить магазин
    </Button>
  ) : null;
  return (
    <>
      <PageHeader
        title="Магазины"
        count={number.format(stores.length)}
        action={stores.length === 0 ? null : add}
      />
      {stores.length === 0 ? (
        <EmptyState title="Здесь будут ваши магазины" action={add}>
          {add
            ? 'В магазине стоят кассы. Назовите его, и кассы можно подключать.'
            : 'Магазин появится в списке, когда его добавят в организацию и откроют вам доступ.'}
        </EmptyState>
      ) : (
        <Table caption="Магазины">
          <THead>
            <TH>Магазин</TH>
            <TH>Адрес</TH>
            <TH>Часовой пояс</TH>
            <TH align="end">Терминалы</TH>
            <TH align="end">Смарт-карты</TH>
          </THead>
          <TBody>
            {stores.map((store) => (
              <TR key={store.id}>
                <TD phone="main">
                  <Link href={`/stores/${store.id}`} look="row" stretched>
                    {store.name}
                  </Link>
                  <span className="block text-13 text-ink-2 md:hidden">
                    {counted(store.terminals, terminalForms)}, {counted(store.simCards, simCardForms)}
                  </span>
                </TD>
                <TD phone="sub">{store.address}</TD>
                <TD>
                  {timeZoneText(store.timeZone, now)}
                  <span className="block text-13 text-ink-2 tabular-nums">
                    сейчас {timeText(now, store.timeZone)}
                  </span>
                </TD>
                <TD align="end" className="tabular-nums">
                  {number.format(store.terminals)}
                </TD>
                <TD align="end" className="tabular-nums">
                  {number.format(store.simCards)}
                </TD>
              </TR>
            ))}
          </TBody>
        </Table>
      )}
    </>
  );
}
