import type { Metadata } from 'next';
import { PageHeader } from '@/components/layout/page-header';
import { Button } from '@/components/ui/button';
import { ToastProvider } from '@/components/ui/toast';
import { ControlSections } from './control-sections';
import { ListSections } from './list-sections';
import { StateSections } from './state-sections';

export const metadata: Metadata = { title: 'Элементы' };

export default function Page() {
  return (
    <ToastProvider>
      <main id="content" className="max-w-[84rem] px-4 pt-6 pb-16 md:px-6 lg:px-8">
        <PageHeader
          title="Элементы"
          count="31"
          lead="Каждая часть интерфейса во всех своих состояниях. Наведение и фокус видны, если навести указатель и пройти клавишей Tab."
          action={<Button href="/ui/shell">Кабинет целиком</Button>}
        />

        <ControlSections />
        <StateSections />
        <ListSections />
      </main>
    </ToastProvider>
  );
}
