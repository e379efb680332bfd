import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { ListToolbar } from '@/components/layout/list-toolbar';
import { menuItems, sandboxItem } from '@/components/layout/menu-items';
import { PageHeader } from '@/components/layout/page-header';
import { Shell } from '@/components/layout/shell';
import { Button } from '@/components/ui/button';
import { FilterSelect } from '@/components/ui/filter-select';
import { Pagination } from '@/components/ui/pagination';
import { SearchField } from '@/components/ui/search-field';
import { BulkDemo, MenuDemo } from '../client-demo';
import { SampleTable } from '../sample-table';

export const metadata: Metadata = { title: 'Кабинет целиком' };

export default async function Page({ searchParams }: { searchParams: Promise<{ store?: string }> }) {
  const theme = (await cookies()).get('theme')?.value;
  const { store } = await searchParams;
  return (
    <Shell
      organisation="ООО «Северное сияние»"
      items={[
        ...menuItems.map((item) => (item.href === '/sim-cards' ? { ...item, href: '/ui/shell' } : item)),
        sandboxItem,
      ]}
      stores={[
        { id: 'a', name: 'На Садовой' },
        { id: 'b', name: 'Торговый центр «Северное сияние», второй этаж, павильон 214' },
      ]}
      current={store}
      user={{ name: 'Мария Ковалёва', role: 'Владелец' }}
      theme={theme === 'light' || theme === 'dark' ? theme : 'system'}
      signOut={<Button icon="log-out">Выйти</Button>}
    >
      <PageHeader
        title="Смарт-карты"
        count="18"
        action={
          <>
            <Button>Заказать карты</Button>
            <Button variant="primary" icon="plus">
              Добавить
            </Button>
          </>
        }
      />
      <ListToolbar
        search={<SearchField label="Номер, касса, телефон" />}
        filters={
          <>
            <FilterSelect label="Состояние" param="state" options={[{ value: 'active', label: 'Активна' }]} />
            <FilterSelect label="Оператор" param="operator" options={[{ value: 'mts', label: 'МТС' }]} />
          </>
        }
        end={<MenuDemo />}
      />
      <SampleTable />
      <BulkDemo />
      <Pagination summary="1–50 из 100 000" nextHref="/ui/shell?after=1" />
    </Shell>
  );
}
