import { randomUUID } from 'node:crypto';
import { outbox, type Store } from '../kit';
import {
  type Method,
  type Next,
  type Outcome,
  type Payment,
  paymentBody,
  type PaymentsConfig,
  type Refund,
  refundBody,
  type RefundFault,
  type State,
} from './model';

/** Kopecks of «1290.00». */
export const kopecksOf = (value: string): number => Number(value.replace('.', ''));
const valueOf = (kopecks: number): string => {
  const digits = String(kopecks).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

const NOTIFICATIONS: Partial<Record<Outcome, number>> = {
  'notification-lost': 0,
  'notification-duplicate': 2,
};

/** What moves money: payments, kept cards, refunds, and the news of them. */
export function openTill(config: PaymentsConfig, { data, touch }: Store<State>, root: () => string) {
  const payments = new Map(data.payments.map((each) => [each.id, each]));
  const timers = new Set<NodeJS.Timeout>();
  const post = outbox({ pending: data.deliveries, retryMs: config.retryMs, changed: touch });

  const methodOf = (id: string | null): Method | undefined => data.methods.find((each) => each.id === id);

  const refunded = (payment: Payment): number =>
    data.refunds
      .filter((each) => each.paymentId === payment.id && each.status !== 'canceled')
      .reduce((sum, each) => sum + kopecksOf(each.value), 0);

  const body = (payment: Payment) =>
    paymentBody(payment, {
      shopId: config.shopId,
      root: root(),
      method: methodOf(payment.methodId),
      refunded: valueOf(refunded(payment)),
    });

  const notify = (event: string, object: unknown, times = 1) => {
    if (!config.notifyUrl || times === 0) return;
    const message = JSON.stringify({ type: 'notification', event, object });
    post.push(
      config.notifyUrl,
      Array.from({ length: times }, () => message),
    );
  };

  const later = (dueAt: number, then: () => void) => {
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        then();
      },
      Math.max(0, dueAt - Date.now()),
    );
    timers.add(timer);
  };

  const settle = (payment: Payment, reason: string | null, notifications = 1) => {
    if (payment.status !== 'pending') return;
    payment.status = reason ? 'canceled' : 'succeeded';
    payment.reason = reason;
    payment.dueAt = null;
    payment.secure = null;
    const method = methodOf(payment.methodId);
    if (method && !reason && payment.saves) method.saved = true;
    if (method && reason === 'permission_revoked') method.revoked = true;
    touch();
    notify(`payment.${payment.status}`, body(payment), notifications);
  };

  const settleWhenDue = (payment: Payment) => {
    if (payment.dueAt !== null) later(payment.dueAt, () => settle(payment, null));
  };

  const finish = (refund: Refund, reason: string | null) => {
    refund.status = reason ? 'canceled' : 'succeeded';
    refund.reason = reason;
    refund.dueAt = null;
    touch();
    if (!reason) notify('refund.succeeded', refundBody(refund));
  };

  const finishWhenDue = (refund: Refund) => {
    if (refund.dueAt !== null) later(refund.dueAt, () => finish(refund, null));
  };

  return {
    payments,
    body,
    refunded,
    methodOf,
    settle,

    /** What was set for the next payment, if it is of this kind; taken once. */
    takeNext<T extends Next>(isWanted: (next: string) => next is T): T | null {
      const { next } = data;
      if (!isWanted(next)) return null;
      data.next = 'succeed';
      touch();
      return next;
    },

    /** The payer has entered a card, or a kept one is charged. True: the bank asks the payer for a code first. */
    charge(payment: Payment, outcome: Outcome): boolean {
      if (methodOf(payment.methodId)?.revoked) {
        settle(payment, 'permission_revoked');
      } else if (outcome === '3ds') {
        if (payment.returnUrl !== null) {
          payment.secure = 'succeed';
          touch();
          return true;
        }
        settle(payment, '3d_secure_failed');
      } else if (outcome === 'slow') {
        payment.dueAt = Date.now() + config.slowMs;
        touch();
        settleWhenDue(payment);
      } else if (outcome.startsWith('decline:')) {
        settle(payment, outcome.slice('decline:'.length));
      } else {
        settle(payment, null, NOTIFICATIONS[outcome] ?? 1);
      }
      return false;
    },

    /** The card that was entered; kept once the payment has succeeded, if the shop asked for it. */
    enterCard(payment: Payment, digits: string) {
      const method = {
        id: randomUUID(),
        saved: false,
        revoked: false,
        first6: digits.slice(0, 6),
        last4: digits.slice(-4),
      };
      data.methods.push(method);
      payment.methodId = method.id;
      touch();
    },

    add(payment: Payment) {
      data.payments.push(payment);
      payments.set(payment.id, payment);
      touch();
    },

    addRefund(refund: Refund, fault: RefundFault | null) {
      data.refunds.push(refund);
      if (fault === 'refund:pending') {
        refund.dueAt = Date.now() + config.slowMs;
        finishWhenDue(refund);
      } else {
        finish(refund, fault === 'refund:canceled' ? 'general_decline' : null);
      }
      touch();
    },

    /** Says that a payment has succeeded which has not. */
    forge(payment: Payment) {
      notify('payment.succeeded', { ...body(payment), status: 'succeeded', paid: true });
    },

    start() {
      data.payments.forEach(settleWhenDue);
      data.refunds.forEach(finishWhenDue);
      post.pump();
    },

    stop() {
      timers.forEach((timer) => {
        clearTimeout(timer);
      });
      post.close();
    },
  };
}

export type Till = ReturnType<typeof openTill>;
