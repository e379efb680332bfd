/** What one domain must cause in another travels as a job in the same transaction. Event → tasks, all in one place. */
export const eventHandlers = {
  'subscription.ended': ['sim-cards.subscription-ended', 'installations.settle-blocks'],
  'subscription.restored': ['sim-cards.subscription-restored', 'installations.settle-blocks'],
  'installation.removed': ['sim-cards.module-removed', 'installations.settle-all-blocks'],
  /** subscriptions of the organization are past due: the account lacks money */
  'account.short': ['subscriptions.ask-autopay', 'notifications.account-short'],
  /** subscriptions of the organization have ended for lack of money */
  'account.empty': ['notifications.subscriptions-unpaid'],
  'payment.received': ['subscriptions.settle-debts'],
  'autopay.declined': ['notifications.autopay-declined'],
  'payment-card.ended': ['notifications.card-ended'],
  'refund.over': ['notifications.refund-over'],
  /** an invitation has a link that its letter is to bring */
  'person.invited': ['notifications.invitation'],
  /** a person of the organization has other rights, or none any more */
  'person.rights-changed': ['notifications.rights-changed'],
} as const satisfies Record<string, readonly string[]>;

export type EventName = keyof typeof eventHandlers;
