import { counted } from '@/lib/core/text';
import { CONFIRMATION_MINUTES, isOpen, minuteOfWait } from './operation.rule';
import type {
  OperationState,
  OperationView,
  SimAction,
  SimCardRow,
  SimCardState,
  SuspendReason,
} from './model';

export const stateWords: Readonly<Record<SimCardState, string>> = {
  READY: 'Готова к активации',
  ACTIVATING: 'Активируется',
  ACTIVATION_FAILED: 'Не удалось активировать',
  ACTIVE: 'Активна',
  DEACTIVATING: 'Отключается',
  INACTIVE: 'Отключена',
  SUSPENDED: 'Приостановлена',
  TERMINATED: 'Закрыта',
};

export const suspendWords: Readonly<Record<SuspendReason, string>> = {
  PAYMENT: 'Не оплачена',
  LIMIT: 'Исчерпан лимит трафика',
  IMEI: 'Стоит в другом устройстве',
  ESIA: 'Нет регистрации в Госуслугах',
};

/** What cards are looked for by besides their state. */
export const watchWords: Readonly<Record<'OVER' | 'NEAR' | 'ELSEWHERE' | 'MISMATCH', string>> = {
  OVER: 'Трафик больше лимита',
  NEAR: 'Скоро лимит трафика',
  ELSEWHERE: 'В другом устройстве',
  MISMATCH: 'Расходится с оператором',
};

/** «…6789»: enough for people to tell their cards apart. */
export const cardTail = (iccid: string): string => `…${iccid.slice(-4)}`;

/** «+7 911 000-11-22»; what is no Russian number stays as it is. */
export const phoneText = (phone: string): string =>
  phone.replace(/^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/, '+7\u00a0$1\u00a0$2-$3-$4');

/** «карту», «3 карты»: what a verb is done to. */
export const cardsText = (count: number): string =>
  count === 1 ? 'карту' : counted(count, ['карту', 'карты', 'карт']);

/** «смарт-карту», «3 смарт-карты». */
export const smartCardsText = (count: number): string =>
  count === 1 ? 'смарт-карту' : counted(count, ['смарт-карту', 'смарт-карты', 'смарт-карт']);

const outcomes: Readonly<Record<SimAction, string>> = {
  ACTIVATE: 'Карта не активирована',
  DEACTIVATE: 'Карта не отключена',
  TERMINATE: 'Карта не закрыта',
};

const failures: ReadonlySet<OperationState> = new Set(['FAILED', 'TIMED_OUT', 'INTERRUPTED']);

/** The last operation came to nothing and the card is where it was. */
export function failedOperation(
  card: Pick<SimCardRow, 'state' | 'operation'>,
): { readonly title: string; readonly reason: string; readonly action: SimAction } | null {
  const { operation } = card;
  if (!operation || operation.previousState !== card.state) return null;
  if (!failures.has(operation.state)) return null;
  return {
    title: outcomes[operation.action],
    reason: operation.reason ?? 'Причина неизвестна',
    action: operation.action,
  };
}

/** How the card is after an operation that came to nothing, and what to do next. */
export function failureAdvice(action: SimAction, isPaid: boolean): string {
  if (action === 'DEACTIVATE') return 'Карта работает, как раньше. Повторите отключение.';
  if (action === 'TERMINATE') return 'Карта осталась как была, закрыть её можно ещё раз.';
  const paid = isPaid ? ' Оплата осталась на карте: повтор ничего не стоит.' : '';
  return `Карта в прежнем состоянии.${paid} Повторите или проверьте номер на пластике.`;
}

/** Where an open operation stands: «2-я минута из 10». */
function operationProgress(operation: OperationView, now: Date): string {
  if (operation.unreachableAt) return 'Оператор не отвечает, повторим';
  if (operation.state === 'QUEUED' || !operation.acceptedAt) return 'Передаём оператору';
  return `${minuteOfWait(operation.acceptedAt, now)}-я минута из ${CONFIRMATION_MINUTES}`;
}

/** The second line of a card's state; null: there is nothing to add. */
export function stateNote(
  card: Pick<SimCardRow, 'state' | 'suspendReason' | 'operation' | 'operator'>,
  now: Date,
): string | null {
  if (card.operation && isOpen(card.operation.state)) return operationProgress(card.operation, now);
  const failed = failedOperation(card);
  if (failed) return failed.reason;
  if (card.state === 'SUSPENDED' && card.suspendReason) return suspendWords[card.suspendReason];
  if (card.state === 'ACTIVE' && card.suspendReason) return `${suspendWords[card.suspendReason]}, отключим`;
  return card.operator.integrated ? null : 'Оператор не подключён';
}
