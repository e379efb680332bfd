import type { Metadata } from 'next';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { PairingForm } from '@/components/terminals/pairing-form';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { storeOptions } from '@/lib/stores/queries';

export const metadata: Metadata = { title: 'Добавить кассу' };

export default async function AddTerminalPage({ searchParams }: { searchParams: SearchParams }) {
  const { session, params, allowed } = await cabinetPage('terminals.manage', searchParams);
  if (!allowed) return <NoAccess what="Подключение касс" />;
  const stores = await storeOptions(session.ctx);
  const chosen = stores.find(({ id }) => id === params['store']) ?? stores[0];
  return (
    <>
      <PageHeader
        title="Добавить кассу"
        back={{ href: '/terminals', label: 'Терминалы' }}
        action={<Button href="/terminals/import">Импорт из облака Эвотор</Button>}
        lead="Кабинет даст код, его вводят на кассе в приложении кабинета. Касса, которая в этом магазине уже есть, подключится заново и сохранит историю."
      />
      {chosen ? (
        <PairingForm stores={stores} storeId={chosen.id} />
      ) : (
        <EmptyState
          title="Сначала нужен магазин"
          action={
            session.ctx.storeIds === null ? (
              <Button href="/stores/new" variant="primary">
                Добавить магазин
              </Button>
            ) : null
          }
        >
          Касса стоит в магазине.
          {session.ctx.storeIds === null
            ? ' Назовите его, и кабинет даст код для кассы.'
            : ' Попросите владельца организации добавить его.'}
        </EmptyState>
      )}
    </>
  );
}
