import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { cardFulfilment } from '@/lib/platform/ports';
import { transaction } from '@/lib/platform/transaction';
import { saveParcels, takeCards } from '../delivery.store';
import { askAgainMs, tryAgainMs } from '../fulfilment-pace.rule';
import type { CardFulfilment, FulfilmentReply } from '../fulfilment.port';
import type { OrderState } from '../model';
import { eventOfFulfilment, isUnderWay, type OrderEvent, type OrderUnderWay } from '../order-state.rule';
import { findOrder, lockOrder, moveOrder, planStep, saveOrder, type StoredOrder } from '../store';

type Code = 'FORBIDDEN' | 'NOT_FOUND';
type Progress = Extract<FulfilmentReply, { kind: 'order' }>;

/**
 * One step of a paid order at its operator: places it, asks where it stands, or cancels it, and plans the next step.
 * The order's id is the idempotency key, so a step that died in the middle is simply taken again; while the operator
 * cannot be reached the order waits. Cards that have come are received in the same transaction. Refusals: FORBIDDEN,
 * NOT_FOUND.
 */
export async function fulfilCardOrder(
  ctx: Context,
  input: { readonly orderId: string; readonly attempt: number },
  fulfilmentOf: (slug: string) => CardFulfilment | null = cardFulfilment,
): Promise<Result<OrderState, Code>> {
  const denied = authorize(ctx, 'cardOrders.manage');
  if (denied) return denied;
  const order = await findOrder(ctx, input.orderId);
  if (!order) return refusal('NOT_FOUND');
  if (!isUnderWay(order.state)) return success(order.state);
  const asked = callOf(order);
  const reply = await call(order, asked, fulfilmentOf(order.operatorSlug));
  return transaction(ctx, async (ctx): Promise<Result<OrderState, Code>> => {
    const locked = await lockOrder(ctx, input.orderId);
    if (!locked) return refusal('NOT_FOUND');
    // Another step, or a decision of the customer, was faster: what we know is of another shipment.
    if (!isUnderWay(locked.state) || locked.shipment !== order.shipment) return success(locked.state);
    const cancelTaken = order.cancelTakenAt !== null;
    return record(ctx, locked, { asked, cancelTaken, reply, attempt: input.attempt });
  });
}

/** What the operator was asked, and what it has answered. */
interface Step {
  readonly asked: Call;
  /** the operator considered our cancellation when it was asked: its answer is about that too */
  readonly cancelTaken: boolean;
  readonly reply: FulfilmentReply;
  readonly attempt: number;
}

type Call = 'PLACE' | 'READ' | 'CANCEL';

function callOf(order: StoredOrder): Call {
  if (order.fulfilmentReference === null) return 'PLACE';
  return order.state === 'CANCELLING' && !order.cancelTakenAt ? 'CANCEL' : 'READ';
}

async function call(
  order: StoredOrder,
  asked: Call,
  fulfilment: CardFulfilment | null,
): Promise<FulfilmentReply> {
  if (!fulfilment) return { kind: 'unavailable', detail: 'оператор не подключён' };
  const { fulfilmentReference: reference, shipment } = order;
  if (asked === 'PLACE' || reference === null) {
    const key = shipment === 1 ? order.id : `${order.id}-${String(shipment)}`;
    return fulfilment.place({ ...order, key, quantity: order.quantity - order.received });
  }
  return asked === 'CANCEL' ? fulfilment.cancel(reference) : fulfilment.read(reference);
}

async function record(ctx: Context, order: StoredOrder, step: Step): Promise<Result<OrderState, Code>> {
  const { asked, reply, attempt } = step;
  if (reply.kind === 'rejected' && asked === 'PLACE') {
    const said = order.state === 'CANCELLING' ? 'CANCELLED' : 'FAILED';
    const event = eventOfFulfilment(underWay(order, step), said) ?? said;
    const data = { reason: reply.reason, unreachableAt: null };
    return success(await moveOrder(ctx, order, event, { action: 'cardOrders.fail', data }));
  }
  if (reply.kind === 'rejected' && asked === 'CANCEL') {
    if (order.state !== 'CANCELLING') return success(order.state);
    const data = { reason: `Отменить не удалось: ${lowerFirst(reply.reason)}`, unreachableAt: null };
    const state = await moveOrder(ctx, order, 'KEPT', { action: 'cardOrders.kept', data });
    await planStep(ctx, order.id);
    return success(state);
  }
  if (reply.kind !== 'order') {
    const tries = order.unreachableAt ? attempt + 1 : 0;
    await saveOrder(ctx, order.id, { unreachableAt: order.unreachableAt ?? ctx.clock.now() });
    await planStep(ctx, order.id, { attempt: tries, runInMs: tryAgainMs(tries) });
    return success(order.state);
  }
  return recordProgress(ctx, order, step, reply);
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

const underWay = (order: StoredOrder, { cancelTaken }: Step): OrderUnderWay => ({
  state: order.state,
  quantity: order.quantity,
  received: order.received,
  cancelTaken: cancelTaken && order.cancelTakenAt !== null,
});

async function recordProgress(
  ctx: Context,
  before: StoredOrder,
  step: Step,
  reply: Progress,
): Promise<Result<OrderState, Code>> {
  const { asked, attempt } = step;
  await saveParcels(ctx, before, reply.parcels);
  const taken = await takeCards(ctx, before, reply.cards);
  if (!taken.ok) return taken;
  const order = { ...before, received: taken.value.received };
  const considered = asked === 'CANCEL' && reply.state === 'CANCELLING' && order.state === 'CANCELLING';
  const data = {
    fulfilmentReference: reply.reference,
    unreachableAt: null,
    heldAt: reply.state === 'HELD' ? (order.heldAt ?? ctx.clock.now()) : null,
    ...(considered && { cancelTakenAt: ctx.clock.now() }),
  };
  const event = eventOfFulfilment(underWay(order, step), reply.state);
  if (!event) {
    const moved = asked === 'PLACE' || considered || order.received > before.received;
    await saveOrder(ctx, order.id, { ...data, ...waitingReason(order, reply) });
    // Asked to be cancelled while we were at the operator with something else.
    const cancelDue = callOf({ ...order, fulfilmentReference: reply.reference }) === 'CANCEL' && !considered;
    const tries = moved ? 0 : attempt + 1;
    const runInMs = cancelDue && asked !== 'CANCEL' ? 0 : askAgainMs(tries);
    await planStep(ctx, order.id, { attempt: tries, runInMs });
    return success(order.state);
  }
  const state = await moveOrder(ctx, order, event, {
    action: actions[event] ?? `cardOrders.${event.toLowerCase()}`,
    data: { ...data, ...finalReason(order, event, reply.note) },
  });
  if (isUnderWay(state)) await planStep(ctx, order.id, { runInMs: askAgainMs(0) });
  return success(state);
}

const actions: Readonly<Partial<Record<OrderEvent, string>>> = { SHORT: 'cardOrders.partial' };

/** Why nothing moves, in the operator's words or ours. */
function waitingReason(order: StoredOrder, reply: Progress): { reason?: string | null } {
  if (reply.state === 'HELD') return { reason: reply.note };
  if (reply.state === 'DELIVERED' && order.received < order.quantity) {
    return { reason: 'Оператор сообщил о доставке, но прислал номера не всех карт. Спрашиваем его ещё раз' };
  }
  return order.heldAt ? { reason: null } : {};
}

function finalReason(order: StoredOrder, event: OrderEvent, note: string | null): { reason?: string | null } {
  if (event === 'DELIVERED') return { reason: null };
  if (event === 'FAILED') return { reason: note ?? 'Оператор не выполнил заказ' };
  if (event === 'CANCELLED' && order.state !== 'CANCELLING') {
    return { reason: note ?? 'Заказ отменил оператор' };
  }
  if (event === 'SHORT') return { reason: note ?? 'Оператор прислал не все карты' };
  if (event === 'RETURNED') return { reason: note ?? 'Посылку не получили, она вернулась отправителю' };
  if (order.state === 'CANCELLING') {
    return event === 'CANCELLED'
      ? {}
      : {
          reason: note ? `Отменить не удалось: ${lowerFirst(note)}` : 'Отменить не удалось: оператор отказал',
        };
  }
  return order.heldAt ? { reason: null } : {};
}
