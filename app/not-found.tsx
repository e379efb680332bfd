import type { Metadata } from 'next';
import { PlainLayout } from '@/components/layout/plain-layout';
import { Button } from '@/components/ui/button';

export const metadata: Metadata = { title: 'Не найдено' };

export default function NotFound() {
  return (
    <PlainLayout>
      <h1 className="mb-3 text-28 font-semibold">Такой страницы нет</h1>
      <p className="mb-6 text-16 text-ink-2">
        Объект удалён, адрес набран с ошибкой или у вас нет к нему доступа.
      </p>
      <Button href="/" variant="primary">
        На главную
      </Button>
    </PlainLayout>
  );
}
