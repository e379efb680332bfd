import { Button } from '@/components/ui/button';
import { providerHref } from '@/lib/catalog/lookup.rule';

const addStore = {
  title: 'Добавьте магазин',
  text: 'В магазине стоят кассы, и по нему разделяются права: администратор видит только свои.',
  href: '/stores/new',
  action: 'Добавить магазин',
} as const;

const steps = [
  {
    title: 'Подключите кассу',
    text: 'Касса появится в списке, и будет видно, на связи ли она и что на ней стоит.',
    href: '/terminals/add',
    action: 'Добавить кассу',
  },
  {
    title: 'Установите «Кассовые сервисы»',
    text: 'Модуль бесплатный: через него карты касс включаются и отключаются без звонков оператору.',
    href: providerHref('SIM_CARDS'),
    action: 'К модулю',
  },
  {
    title: 'Закажите смарт-карты',
    text: 'Придут по почте и появятся в кабинете готовыми к активации.',
    href: '/orders/new',
    action: 'Заказать карты',
  },
] as const;

export function FirstSteps({ hasStores }: { hasStores: boolean }) {
  return (
    <ol className="grid max-w-3xl divide-y divide-line border-y border-line">
      {(hasStores ? steps : [addStore, ...steps]).map((step, index) => (
        <li key={step.href} className="flex flex-wrap items-center gap-x-6 gap-y-3 py-4">
          <span aria-hidden className="w-7 text-28 font-semibold text-ink-3 tabular-nums">
            {index + 1}
          </span>
          <div className="min-w-52 flex-1">
            <h2 className="text-16 font-semibold">{step.title}</h2>
            <p className="text-ink-2">{step.text}</p>
          </div>
          <Button href={step.href} variant={index === 0 ? 'primary' : 'secondary'}>
            {step.action}
          </Button>
        </li>
      ))}
    </ol>
  );
}
