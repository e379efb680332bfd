'use client';

import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';

export default function CabinetError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <div className="grid max-w-xl gap-4">
      <h1 className="text-28 font-semibold">Страница не открылась</h1>
      <Notice tone="failed" live="alert">
        Внутренняя ошибка{error.digest ? ` ${error.digest}` : ''}. Данные не изменились. Повторите, а если не
        поможет — назовите поддержке этот номер.
      </Notice>
      <div>
        <Button variant="primary" onClick={reset}>
          Повторить
        </Button>
      </div>
    </div>
  );
}
