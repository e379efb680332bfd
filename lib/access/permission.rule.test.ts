import { describe, expect, it } from 'vitest';
import { type Permission, permissions, roleMay, roles } from './permission.rule';

/** The rights as product and domain texts give them: O owner, A administrator, B accountant, C cashier. */
const expected: Record<Permission, string> = {
  'stores.read': 'OABC',
  'stores.manage': 'OA',
  'stores.create': 'O',
  'terminals.read': 'OABC',
  'terminals.manage': 'OA',
  'terminals.export': 'OAB',
  'modules.read': 'OABC',
  'modules.install': 'OA',
  'simCards.read': 'OABC',
  'simCards.switch': 'OA',
  'simCards.manage': 'OA',
  'simCards.terminate': 'O',
  'subscriptions.read': 'OAB',
  'subscriptions.manage': 'OA',
  'cardOrders.read': 'OAB',
  'cardOrders.manage': 'OA',
  'receipts.read': 'OABC',
  'receipts.configure': 'OA',
  'receipts.resend': 'OA',
  'receipts.export': 'OAB',
  'finance.read': 'OB',
  'finance.topUp': 'OB',
  'finance.cards': 'O',
  'finance.refund': 'O',
  'finance.receive': '',
  'staff.read': 'O',
  'staff.manage': 'O',
  'staff.viewAs': 'O',
  'audit.read': 'OA',
};

const letters = { OWNER: 'O', ADMIN: 'A', ACCOUNTANT: 'B', CASHIER: 'C' } as const;

describe('rights', () => {
  it.each(Object.keys(permissions) as Permission[])('%s', (permission) => {
    const allowed = roles.filter((role) => roleMay(role, permission)).map((role) => letters[role]);
    expect(allowed.join('')).toBe(expected[permission]);
  });
});
