import { Gate } from '@/components/layout/gate';
import { Button } from '@/components/ui/button';
import { providerHref } from '@/lib/catalog/lookup.rule';

/** Stands in for the pages of smart cards while their module is not installed. */
export function SimModuleGate({ mayInstall }: { mayInstall: boolean }) {
  return (
    <Gate
      title="Смарт-карты включает модуль «Кассовые сервисы»"
      icon="card-sim"
      points={[
        'Активировать и отключать карты без звонков оператору',
        'Платить за карту раз в месяц, в 3 или в 12 месяцев',
        'Заказывать новые карты с доставкой',
      ]}
      action={
        mayInstall ? (
          <Button variant="primary" href={providerHref('SIM_CARDS')}>
            Установить «Кассовые сервисы»
          </Button>
        ) : null
      }
      note={
        mayInstall
          ? 'Модуль бесплатный, оплачивается каждая активная карта.'
          : 'Модуль не установлен. Его может установить владелец организации.'
      }
    >
      Пока модуль не установлен, картами управлять нельзя.
    </Gate>
  );
}
