import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { cardFulfilment } from '@/lib/platform/ports';
import { transaction } from '@/lib/platform/transaction';
import { receiveCards } from '@/lib/sim-cards/commands/receive-cards';
import { askAgainMs, tryAgainMs } from '../fulfilment-pace.rule';
import type { CardFulfilment, FulfilmentReply } from '../fulfilment.port';
import type { OrderState } from '../model';
import { eventOfFulfilment, isUnderWay } from '../order-state.rule';
import { findOrder, lockOrder, moveOrder, planStep, saveOrder, type StoredOrder } from '../store';

type Code = 'FORBIDDEN' | 'NOT_FOUND';

/**
 * One step of a paid order at its operator: places it, asks where it stands, or cancels it, and plans the next step.
 * The order's id is the idempotency key, so a step that died in the middle is simply taken again; while the operator
 * cannot be reached the order waits. Delivered cards are received in the same transaction. Refusals: FORBIDDEN,
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
    if (!isUnderWay(locked.state)) return success(locked.state);
    return record(ctx, locked, asked, reply, input.attempt);
  });
}

type Call = 'PLACE' | 'READ' | 'CANCEL';

function callOf(order: StoredOrder): Call {
  if (order.fulfilmentReference === null) return 'PLACE';
  return order.cancelRequestedAt ? 'CANCEL' : 'READ';
}

async function call(
  order: StoredOrder,
  asked: Call,
  fulfilment: CardFulfilment | null,
): Promise<FulfilmentReply> {
  if (!fulfilment) return { kind: 'unavailable', detail: 'оператор не подключён' };
  const reference = order.fulfilmentReference;
  if (asked === 'PLACE' || reference === null) return fulfilment.place({ ...order, orderId: order.id });
  return asked === 'CANCEL' ? fulfilment.cancel(reference) : fulfilment.read(reference);
}

async function record(
  ctx: Context,
  order: StoredOrder,
  asked: Call,
  reply: FulfilmentReply,
  attempt: number,
): Promise<Result<OrderState, Code>> {
  if (reply.kind === 'rejected' && asked === 'PLACE') {
    const data = { reason: reply.reason, unreachableAt: null, cancelRequestedAt: null };
    return success(await moveOrder(ctx, order, 'FAILED', { action: 'cardOrders.fail', data }));
  }
  if (reply.kind === 'rejected' && asked === 'CANCEL') {
    await saveOrder(ctx, order.id, {
      cancelRequestedAt: null,
      reason: `Отменить не удалось: ${reply.reason}`,
      unreachableAt: null,
    });
    await planStep(ctx, order.id);
    return success(order.state);
  }
  if (reply.kind !== 'order') {
    const tries = order.unreachableAt ? attempt + 1 : 0;
    await saveOrder(ctx, order.id, { unreachableAt: order.unreachableAt ?? ctx.clock.now() });
    await planStep(ctx, order.id, { attempt: tries, runInMs: tryAgainMs(tries) });
    return success(order.state);
  }
  return recordProgress(ctx, order, reply, attempt);
}

async function recordProgress(
  ctx: Context,
  order: StoredOrder,
  reply: Extract<FulfilmentReply, { kind: 'order' }>,
  attempt: number,
): Promise<Result<OrderState, Code>> {
  const data = {
    fulfilmentReference: reply.reference,
    trackingNumber: reply.trackingNumber ?? order.trackingNumber,
    unreachableAt: null,
  };
  const event = eventOfFulfilment(order.state, reply.state);
  if (!event) {
    await saveOrder(ctx, order.id, data);
    // An order that is to be cancelled and has just been placed is cancelled at once.
    const placed = order.fulfilmentReference === null;
    const tries = placed ? 0 : attempt + 1;
    const runInMs = placed && order.cancelRequestedAt ? 0 : askAgainMs(tries);
    await planStep(ctx, order.id, { attempt: tries, runInMs });
    return success(order.state);
  }
  if (event === 'DELIVERED') {
    const received = await receiveCards(ctx, {
      orderId: order.id,
      operatorSlug: order.operatorSlug,
      storeId: order.storeId,
      cards: reply.cards,
    });
    if (!received.ok) return received;
  }
  const over = event === 'DELIVERED' || event === 'CANCELLED' || event === 'FAILED';
  const state = await moveOrder(ctx, order, event, {
    action: `cardOrders.${event.toLowerCase()}`,
    data: {
      ...data,
      ...(over && { cancelRequestedAt: null }),
      ...(event === 'FAILED' && { reason: 'Оператор не выполнил заказ' }),
    },
  });
  if (!over) await planStep(ctx, order.id, { runInMs: order.cancelRequestedAt ? 0 : askAgainMs(0) });
  return success(state);
}
