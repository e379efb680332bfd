import { expect, it } from 'vitest';
import { type Permission, permissions, roleMay, roles } from '../permission.rule';
import { permissionNames, rightsTable, sectionNames } from './labels';

const all = Object.keys(permissions) as Permission[];

it.each(all)('%s has its Russian name and its section', (permission) => {
  expect(permissionNames[permission]).toMatch(/^[А-ЯЁ][а-яё]+(ть|ться) /);
  expect(sectionNames[permission.split('.')[0] ?? '']).toMatch(/^[А-ЯЁ]/);
});

it('no two rights have the same name, and no name is left of a right that is gone', () => {
  expect(new Set(Object.values(permissionNames)).size).toBe(all.length);
  expect(Object.keys(permissionNames).sort()).toEqual([...all].sort());
});

it('the table is the code: every right that a person may have, once, with the reach of each role', () => {
  const rows = rightsTable().flatMap((section) => section.rows);
  const given = all.filter((permission) => roles.some((role) => roleMay(role, permission)));
  expect(rows.map(({ permission }) => permission)).toEqual(given);
  for (const { permission, reach } of rows) {
    for (const role of roles) expect(reach[role] !== 'NONE').toBe(roleMay(role, permission));
  }
  expect(rows.find(({ permission }) => permission === 'terminals.manage')?.reach).toEqual({
    OWNER: 'ALL',
    ADMIN: 'OWN_STORES',
    ACCOUNTANT: 'NONE',
    CASHIER: 'NONE',
  });
});
