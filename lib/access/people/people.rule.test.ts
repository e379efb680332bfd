import { describe, expect, it } from 'vitest';
import { type Permission, permissions, type Role, roleMay, roles } from '../permission.rule';
import type { Rights } from './model';
import { decideGiving, decideLosing, exceeds, invitationState, rightsOf, sameRights } from './people.rule';

const rights = (role: Role, storeIds: readonly string[] | null = null): Rights => ({ role, storeIds });

describe('what a form asks for', () => {
  it.each<[Role, string[], Rights | 'STORES_NEEDED']>([
    ['OWNER', [], rights('OWNER')],
    ['OWNER', ['a'], rights('OWNER')],
    ['ACCOUNTANT', ['a'], rights('ACCOUNTANT')],
    ['ADMIN', ['b', 'a', 'b'], rights('ADMIN', ['a', 'b'])],
    ['CASHIER', ['a'], rights('CASHIER', ['a'])],
    ['ADMIN', [], 'STORES_NEEDED'],
    ['CASHIER', [], 'STORES_NEEDED'],
  ])('%s of %j', (role, storeIds, expected) => {
    const result = rightsOf(role, storeIds);
    expect(result.ok ? result.value : result.code).toEqual(expected);
  });
});

describe('nobody gives what they do not have', () => {
  it.each<[Rights, Rights, boolean]>([
    [rights('OWNER'), rights('OWNER'), false],
    [rights('ADMIN', ['a']), rights('OWNER'), false],
    [rights('OWNER'), rights('ADMIN', ['a']), true],
    [rights('ADMIN', ['a']), rights('ADMIN', ['a', 'b']), false],
    [rights('ADMIN', ['a', 'b']), rights('ADMIN', ['a']), true],
    [rights('ADMIN'), rights('ADMIN', ['a']), true],
    [rights('ACCOUNTANT'), rights('ADMIN', ['a']), true],
    [rights('CASHIER', ['a']), rights('ADMIN', ['a']), false],
  ])('%j over %j: %s', (wanted, own, expected) => {
    expect(exceeds(wanted, own)).toBe(expected);
  });

  it.each(roles)('%s', (role) => {
    const own = rights(role, role === 'ADMIN' || role === 'CASHIER' ? ['a'] : null);
    expect(decideGiving(own, rights('CASHIER', ['a']))).toEqual(
      role === 'OWNER' ? null : { ok: false, code: 'FORBIDDEN' },
    );
  });

  it('an owner holds every right that any role holds', () => {
    for (const permission of Object.keys(permissions) as Permission[]) {
      if (roles.some((role) => roleMay(role, permission))) expect(roleMay('OWNER', permission)).toBe(true);
    }
  });
});

describe('the last owner', () => {
  it.each<[Role, Role | null, number, boolean]>([
    ['OWNER', null, 1, true],
    ['OWNER', 'ADMIN', 1, true],
    ['OWNER', 'OWNER', 1, false],
    ['OWNER', null, 2, false],
    ['OWNER', 'CASHIER', 2, false],
    ['ADMIN', null, 1, false],
    ['ADMIN', 'CASHIER', 1, false],
  ])('%s → %s of %i owners: kept %s', (role, wanted, owners, kept) => {
    const decision = decideLosing(rights(role), wanted && rights(wanted), owners);
    expect(decision?.code ?? null).toBe(kept ? 'LAST_OWNER' : null);
  });
});

it.each<[Rights, Rights, boolean]>([
  [rights('ADMIN', ['a', 'b']), rights('ADMIN', ['b', 'a']), true],
  [rights('ADMIN', ['a']), rights('ADMIN', ['b']), false],
  [rights('ADMIN', ['a']), rights('CASHIER', ['a']), false],
  [rights('OWNER'), rights('OWNER'), true],
  [rights('ADMIN', ['a']), rights('ADMIN'), false],
])('%j and %j are the same: %s', (a, b, same) => {
  expect(sameRights(a, b)).toBe(same);
});

describe('an invitation', () => {
  const now = new Date('2026-11-20T09:00:00Z');
  const later = new Date('2026-11-20T09:00:00.001Z');
  it.each([
    [{ acceptedAt: null, revokedAt: null, expiresAt: later }, 'OPEN'],
    [{ acceptedAt: null, revokedAt: null, expiresAt: now }, 'EXPIRED'],
    [{ acceptedAt: now, revokedAt: null, expiresAt: later }, 'ACCEPTED'],
    [{ acceptedAt: null, revokedAt: now, expiresAt: later }, 'REVOKED'],
    [{ acceptedAt: now, revokedAt: null, expiresAt: now }, 'ACCEPTED'],
  ] as const)('%j is %s', (invitation, expected) => {
    expect(invitationState(invitation, now)).toBe(expected);
  });
});
