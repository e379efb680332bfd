import { Notice } from '@/components/ui/notice';
import { momentText } from '@/lib/core/text';
import { failedOperation, failureAdvice, suspendWords } from '@/lib/sim-cards/labels';
import type { CardMismatch } from '@/lib/sim-cards/card/model';
import type { SimCardDetail, SuspendReason } from '@/lib/sim-cards/model';
import { isOpen } from '@/lib/sim-cards/operation.rule';

interface CardNoticesProps {
  card: SimCardDetail;
  mismatch: CardMismatch | null;
  maySwitch: boolean;
  now: Date;
  timeZone: string;
}

const whatToDo: Readonly<Record<SuspendReason, string>> = {
  PAYMENT: 'Пополните лицевой счёт: после оплаты карта включится сама. Или активируйте её с новой подпиской.',
  LIMIT: 'Карта включится сама до открытия магазина. Или увеличьте её лимит.',
  IMEI: 'Верните карту в кассу или снимите блокировку по IMEI, и она включится сама.',
  ESIA: 'Карта включится сама, когда причина будет устранена.',
};

/** What happened, why, and what to do next; nothing when all is as it should be. */
export function CardNotices({ card, mismatch, maySwitch, now, timeZone }: CardNoticesProps) {
  const failed = failedOperation(card);
  const { operation } = card;
  const unreachable = operation && isOpen(operation.state) ? operation.unreachableAt : null;
  return (
    <div className="mb-6 grid gap-3 empty:hidden" role="status">
      {failed ? (
        <Notice tone="failed" title={`${failed.title}: ${failed.reason}`}>
          {failureAdvice(failed.action, card.payment !== null)}
        </Notice>
      ) : null}
      {unreachable ? (
        <Notice tone="attention" title="Оператор не отвечает">
          Не можем связаться с оператором {card.operator.name} с {momentText(unreachable, now, timeZone)}.
          Операция ждёт и выполнится сама, когда он ответит. Страницу можно закрыть.
        </Notice>
      ) : null}
      {mismatch === 'UNKNOWN' ? (
        <Notice tone="attention" title="Оператор не знает эту карту">
          При сверке оператор {card.operator.name} ответил, что такой карты у него нет. Проверьте номер на
          пластике и спросите оператора. Когда карта у него появится, пометка снимется сама.
        </Notice>
      ) : null}
      {mismatch === 'ALIVE' ? (
        <Notice tone="attention" title="У оператора карта не закрыта">
          В кабинете карта закрыта, а оператор {card.operator.name} при сверке сообщил, что нет. Если её
          закрыли отсюда, кабинет каждый час просит закрыть её снова. Если нет, спросите оператора.
        </Notice>
      ) : null}
      {card.state === 'SUSPENDED' && card.suspendReason ? (
        <Notice
          tone="failed"
          title={`Карта приостановлена: ${suspendWords[card.suspendReason].toLowerCase()}`}
        >
          {whatToDo[card.suspendReason]}
        </Notice>
      ) : null}
      {card.operator.integrated ? null : (
        <Notice tone="off" title={`Оператор ${card.operator.name} не подключён к кабинету`}>
          Включить и отключить карту можно у самого оператора. Здесь видно, на какой она кассе.
        </Notice>
      )}
      {card.operator.integrated && !maySwitch ? (
        <Notice tone="off">
          Включает и отключает карты владелец организации или администратор магазина.
        </Notice>
      ) : null}
    </div>
  );
}
