/** Filters as they come from an address; what is not one filters nothing. */
export interface AuditFilter {
  /** id of a person, or a kind of actor that is none: JOB, TERMINAL, OPERATOR */
  readonly who?: string | undefined;
  /** first word of the action */
  readonly group?: string | undefined;
  /** type of the object */
  readonly kind?: string | undefined;
  /** id of the object */
  readonly object?: string | undefined;
  /** days of the organization, both included */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface AuditPerson {
  readonly id: string;
  readonly name: string;
}

/** The parts of the product that entries are filtered by: the first words of their actions. */
export const auditGroups = [
  'access',
  'people',
  'billing',
  'invoicing',
  'cardOrders',
  'installations',
  'receipts',
  'simCards',
  'stores',
  'subscriptions',
  'terminals',
] as const;
export type AuditGroup = (typeof auditGroups)[number];
