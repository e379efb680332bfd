import type { Metadata } from 'next';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { SandboxSwitch } from '@/components/sandbox/switches';
import { Link } from '@/components/ui/link';
import { momentText } from '@/lib/core/text';
import { cabinetPage, sandboxOnly, type SearchParams } from '@/lib/platform/page';
import { operatorMode } from '@/lib/platform/sandbox';

export const metadata: Metadata = { title: 'Песочница' };

const operators = [
  { slug: 'mts', name: 'МТС' },
  { slug: 'megafon', name: 'МегаФон' },
];

const modes = [
  { value: 'normal', label: 'отвечает как обычно' },
  { value: 'slow', label: 'отвечает медленно' },
  { value: 'error-500', label: 'отвечает ошибкой 500' },
  { value: 'down', label: 'не отвечает совсем' },
  { value: 'silent', label: 'принимает запрос и молчит' },
  { value: 'reject', label: 'отказывает' },
  { value: 'duplicate-callback', label: 'сообщает результат дважды' },
  { value: 'late-callback', label: 'сообщает результат слишком поздно' },
  { value: 'out-of-order', label: 'сообщает события не по порядку' },
  { value: 'flaky', label: 'сбоит на трети запросов' },
];

const payments = [
  { value: 'succeed', label: 'пройдёт' },
  { value: 'decline:insufficient_funds', label: 'отказ: на карте мало денег' },
  { value: 'unknown', label: 'провайдер ответит ошибкой 500' },
  { value: 'notification-lost', label: 'уведомление потеряется' },
];

const steps = [
  { value: 'PT1H', label: 'на час' },
  { value: 'P1D', label: 'на день' },
  { value: 'P7D', label: 'на неделю' },
  { value: 'P31D', label: 'на 31 день' },
  { value: 'P1Y', label: 'на год' },
];

export default async function SandboxPage({ searchParams }: { searchParams: SearchParams }) {
  sandboxOnly();
  const { ctx } = await cabinetPage('stores.read', searchParams);
  const current = await Promise.all(operators.map(({ slug }) => operatorMode(slug).catch(() => 'normal')));
  return (
    <>
      <PageHeader
        title="Песочница"
        lead="Внешний мир этого кабинета: операторы, банк, время. В рабочем режиме этой страницы нет."
      />
      <div className="grid max-w-3xl gap-8">
        <Section title="Время">
          <p className="mb-3">
            В кабинете {momentText(ctx.clock.now(), new Date(), ctx.timeZone)}. Время идёт только вперёд.
          </p>
          <SandboxSwitch
            name="advance"
            label="Перевести часы"
            address="/api/sandbox/clock"
            field="advance"
            choices={steps}
            current="P1D"
            button="Перевести"
          />
        </Section>
        <Section title="Операторы связи">
          <div className="grid gap-4">
            {operators.map(({ slug, name }, index) => (
              <SandboxSwitch
                key={slug}
                name={`mode-${slug}`}
                label={name}
                address={`/api/sandbox/operators/${slug}`}
                field="mode"
                choices={modes}
                current={current[index] ?? 'normal'}
                button="Применить"
              />
            ))}
          </div>
        </Section>
        <Section title="Платежи">
          <SandboxSwitch
            name="next"
            label="Следующий платёж"
            address="/api/sandbox/payments"
            field="next"
            choices={payments}
            current="succeed"
            button="Применить"
          />
        </Section>
        <Section title="Элементы экрана">
          <p>
            <Link href="/ui">Все элементы во всех состояниях</Link>
          </p>
        </Section>
      </div>
    </>
  );
}
