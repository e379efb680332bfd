export const roles = ['OWNER', 'ADMIN', 'ACCOUNTANT', 'CASHIER'] as const;
export type Role = (typeof roles)[number];

/**
 * Who may do what (domain.md E, «Rights»). A role that is bound to stores may do it only there.
 * The one source for commands, pages and the table shown to people.
 */
export const permissions = {
  'stores.read': ['OWNER', 'ADMIN', 'ACCOUNTANT', 'CASHIER'],
  'stores.manage': ['OWNER', 'ADMIN'],
  'stores.create': ['OWNER'],
  'terminals.read': ['OWNER', 'ADMIN', 'ACCOUNTANT', 'CASHIER'],
  'terminals.manage': ['OWNER', 'ADMIN'],
  'terminals.export': ['OWNER', 'ADMIN', 'ACCOUNTANT'],
  'modules.read': ['OWNER', 'ADMIN', 'ACCOUNTANT', 'CASHIER'],
  'modules.install': ['OWNER', 'ADMIN'],
  'simCards.read': ['OWNER', 'ADMIN', 'ACCOUNTANT', 'CASHIER'],
  'simCards.switch': ['OWNER', 'ADMIN'],
  'simCards.manage': ['OWNER', 'ADMIN'],
  'simCards.terminate': ['OWNER'],
  'subscriptions.read': ['OWNER', 'ADMIN', 'ACCOUNTANT'],
  'subscriptions.manage': ['OWNER', 'ADMIN'],
  'cardOrders.read': ['OWNER', 'ADMIN', 'ACCOUNTANT'],
  'cardOrders.manage': ['OWNER', 'ADMIN'],
  'receipts.read': ['OWNER', 'ADMIN', 'ACCOUNTANT', 'CASHIER'],
  'receipts.configure': ['OWNER', 'ADMIN'],
  'receipts.resend': ['OWNER', 'ADMIN'],
  'receipts.export': ['OWNER', 'ADMIN', 'ACCOUNTANT'],
  'finance.read': ['OWNER', 'ACCOUNTANT'],
  'finance.topUp': ['OWNER', 'ACCOUNTANT'],
  'finance.cards': ['OWNER'],
  'finance.refund': ['OWNER'],
  // Money that has come: nobody's but the bank's import.
  'finance.receive': [],
  'staff.read': ['OWNER'],
  'staff.manage': ['OWNER'],
  'staff.viewAs': ['OWNER'],
  'audit.read': ['OWNER', 'ADMIN'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

export const roleMay = (role: Role, permission: Permission): boolean =>
  (permissions[permission] as readonly Role[]).includes(role);

export const rolesWith = (permission: Permission): Role[] => [...permissions[permission]];
