import type { Metadata } from 'next';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { OperatorCalls } from '@/components/sandbox/operator-calls';
import { SandboxSwitch } from '@/components/sandbox/switches';
import { Link } from '@/components/ui/link';
import { momentText } from '@/lib/core/text';
import { cabinetPage, sandboxOnly, type SearchParams } from '@/lib/platform/page';
import { mailMode } from '@/lib/platform/sandbox-mail';
import { lastOperatorRequests, operatorMode, operatorShipping } from '@/lib/platform/sandbox';

export const metadata: Metadata = { title: 'Песочница' };

const operators = [
  { slug: 'mts', name: 'МТС', hint: 'TMF640: сообщает о результате сам', sendsEvents: true },
  {
    slug: 'megafon',
    name: 'МегаФон',
    hint: 'Control Center: о результате спрашивает кабинет',
    sendsEvents: false,
  },
];

const modes: readonly { value: string; label: string; ofEvents?: boolean }[] = [
  { value: 'normal', label: 'отвечает как обычно' },
  { value: 'slow', label: 'отвечает медленно' },
  { value: 'error-500', label: 'отвечает ошибкой 500' },
  { value: 'down', label: 'не отвечает совсем' },
  { value: 'silent', label: 'принимает запрос и молчит' },
  { value: 'reject', label: 'отказывает' },
  { value: 'late-callback', label: 'выполняет слишком поздно' },
  { value: 'duplicate-callback', label: 'сообщает результат дважды', ofEvents: true },
  { value: 'out-of-order', label: 'сообщает события не по порядку', ofEvents: true },
  { value: 'flaky', label: 'сбоит на трети запросов' },
];

const deliveries = [
  { value: 'whole', label: 'одной посылкой' },
  { value: 'split', label: 'двумя посылками' },
  { value: 'short', label: 'на одну карту меньше' },
  { value: 'returned', label: 'возвращаются отправителю' },
  { value: 'held', label: 'сначала ждут на складе' },
];

const cancellations = [
  { value: 'at-once', label: 'соглашается сразу' },
  { value: 'considered', label: 'думает и соглашается' },
  { value: 'refused', label: 'думает и отказывает' },
];

const payments = [
  { value: 'succeed', label: 'пройдёт' },
  { value: 'decline:insufficient_funds', label: 'отказ: на карте мало денег' },
  { value: 'unknown', label: 'провайдер ответит ошибкой 500' },
  { value: 'notification-lost', label: 'уведомление потеряется' },
];

const mailModes = [
  { value: 'normal', label: 'отвечает как обычно' },
  { value: 'busy', label: 'просит зайти позже' },
  { value: 'lost-answer', label: 'примет письмо и не ответит' },
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
  const mail = await mailMode().catch(() => 'normal');
  const stands = await Promise.all(
    operators.map(async (operator) => ({
      ...operator,
      mode: await operatorMode(operator.slug).catch(() => 'normal'),
      shipping: await operatorShipping(operator.slug).catch(() => null),
      calls: await lastOperatorRequests(operator.slug, 10).catch(() => []),
    })),
  );
  return (
    <>
      <PageHeader
        title="Песочница"
        lead="Внешний мир этого кабинета: операторы, банк, почта, время. В рабочем режиме этой страницы нет."
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
          <div className="grid gap-6">
            {stands.map(({ slug, name, hint, sendsEvents, mode, shipping, calls }) => (
              <div key={slug} className="grid gap-2">
                <SandboxSwitch
                  name={`mode-${slug}`}
                  label={name}
                  address={`/api/sandbox/operators/${slug}`}
                  field="mode"
                  choices={modes.filter((each) => sendsEvents || !each.ofEvents)}
                  current={mode}
                  button="Применить"
                />
                <p className="text-13 text-ink-2">{hint}</p>
                <SandboxSwitch
                  name={`delivery-${slug}`}
                  label={`${name}: новые заказы карт`}
                  address={`/api/sandbox/operators/${slug}/shipping`}
                  field="delivery"
                  choices={deliveries}
                  current={shipping?.delivery ?? 'whole'}
                  button="Применить"
                />
                <SandboxSwitch
                  name={`cancellation-${slug}`}
                  label={`${name}: отмена заказа`}
                  address={`/api/sandbox/operators/${slug}/shipping`}
                  field="cancellation"
                  choices={cancellations}
                  current={shipping?.cancellation ?? 'at-once'}
                  button="Применить"
                />
                <OperatorCalls name={name} slug={slug} calls={calls} timeZone={ctx.timeZone} />
              </div>
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
        <Section title="Почта">
          <SandboxSwitch
            name="mail"
            label="Почтовый сервер"
            address="/api/sandbox/mail"
            field="mode"
            choices={mailModes}
            current={mail}
            button="Применить"
          />
          <p className="mt-2 text-13 text-ink-2">
            Адрес, который начинается на bounce или full, вернёт письмо; на unknown — не примет его.
          </p>
          <p className="mt-2">
            <Link href="/sandbox/inbox">Письма, которые ушли из кабинета</Link>
          </p>
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
