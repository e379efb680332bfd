import { messageText } from '@/lib/core/messages';
import { refuseSwitch, type SwitchableCard } from '../activation.rule';
import { simCardMessages } from '../messages';
import type { ListedCard } from './card-list.rule';
import { problemText } from './labels';
import type { BulkAction } from './model';

export type ItemDecision =
  | { readonly fit: true; readonly toPay: boolean }
  | { readonly fit: false; readonly code: string; readonly reason: string };

const UNKNOWN = 'Такой карты у вас нет. Проверьте номер или добавьте карту в кабинет.';
const NOT_QUOTED =
  'Пока список выполнялся, подписка на карту закончилась, а её оплата в расчёт не входила. Запустите карту заново.';

/**
 * Whether the card of a row can be switched now, and whether it is to be paid for. The check of a list and its
 * carrying out both ask here; `card` undefined: unknown or someone else's, in the same words.
 */
export function decideItem(
  row: Pick<ListedCard, 'problem'>,
  card: SwitchableCard | undefined,
  action: BulkAction,
  isPaid: boolean,
): ItemDecision {
  if (row.problem) return { fit: false, code: row.problem.code, reason: problemText(row.problem) };
  if (!card) return { fit: false, code: 'NOT_FOUND', reason: UNKNOWN };
  const refused = refuseSwitch([card], action);
  if (refused) {
    return {
      fit: false,
      code: refused.code,
      reason: messageText(simCardMessages[refused.code], refused.details),
    };
  }
  return { fit: true, toPay: action === 'ACTIVATE' && !isPaid };
}

/** The same when its turn has come: no card is paid for that was not counted as to be paid. */
export function decideTurn(
  item: { readonly toPay: boolean },
  card: SwitchableCard | undefined,
  action: BulkAction,
  isPaid: boolean,
): ItemDecision {
  const decision = decideItem({ problem: null }, card, action, isPaid);
  if (decision.fit && decision.toPay && !item.toPay) {
    return { fit: false, code: 'PAYMENT_NOT_QUOTED', reason: NOT_QUOTED };
  }
  return decision;
}
