import { Notice } from '@/components/ui/notice';
import { formatMoney, type Kopecks } from '@/lib/core/money';
import { counted } from '@/lib/core/text';
import { subscriptionForms } from '@/lib/subscriptions/labels';

interface Done {
  readonly renewed: number;
  readonly charged: Kopecks;
  readonly ended: number;
  readonly pastDue: number;
}

function sentences({ renewed, charged, ended, pastDue }: Done): string[] {
  const of = (count: number) => counted(count, subscriptionForms.nominative);
  return [
    renewed > 0
      ? `Продлений: ${renewed}, списано ${formatMoney(charged)}.`
      : 'Ничего не продлено и не списано.',
    ...(pastDue > 0 ? [`Не оплачено: ${of(pastDue)}, пока всё работает.`] : []),
    ...(ended > 0 ? [`Закончилось: ${of(ended)}.`] : []),
  ];
}

/** What happened while the clock went, in words. */
export function ClockResult({ since, now, done }: { since: string; now: string; done: Done | null }) {
  return (
    <Notice
      tone="works"
      live="status"
      className="mb-4"
      title={`Часы переведены: было ${since}, стало ${now}`}
    >
      {done ? sentences(done).join(' ') : null}
    </Notice>
  );
}
