/** What one domain must cause in another travels as a job in the same transaction. Event → tasks, all in one place. */
export const eventHandlers = {
  'subscription.ended': ['sim-cards.subscription-ended'],
  'subscription.restored': ['sim-cards.subscription-restored'],
  'installation.removed': ['sim-cards.module-removed'],
  'payment.received': ['subscriptions.settle-debts'],
  'autopay.declined': ['notifications.autopay-declined'],
  'payment-card.ended': ['notifications.card-ended'],
  'refund.over': ['notifications.refund-over'],
} as const satisfies Record<string, readonly string[]>;

export type EventName = keyof typeof eventHandlers;
