/** What one domain must cause in another travels as a job in the same transaction. Event → tasks, all in one place. */
export const eventHandlers = {
  'subscription.ended': ['sim-cards.subscription-ended'],
  'subscription.restored': ['sim-cards.subscription-restored'],
  'installation.removed': ['sim-cards.module-removed'],
  /** the account lacks money for what is due: `amount`, `balance` (kopecks), `reason` in words */
  'account.short': [],
  'payment.received': ['subscriptions.settle-debts'],
} as const satisfies Record<string, readonly string[]>;

export type EventName = keyof typeof eventHandlers;
