import { describe, expect, it } from 'vitest';
import { menuItems } from '@/components/layout/menu-items';
import { entriesFor, SIGN_OUT } from '@/components/palette/entries';
import { roleMay, roles } from '@/lib/access/permission.rule';
import { pages } from '@/lib/testing/access/table';

describe.each(roles)('%s', (role) => {
  const { sections, pages: below, actions } = entriesFor(role, true);

  it('is offered only pages that let the role in', () => {
    const linked = [...sections, ...below, ...actions].filter(({ href }) => href !== SIGN_OUT);
    for (const { href } of linked) {
      const row = pages[href.split('?')[0] ?? ''];
      expect(row, href).toBeDefined();
      if (row && row.may !== 'OPEN') expect(roleMay(role, row.may), href).toBe(true);
    }
  });

  it('is offered the sections of its menu', () => {
    const shown = menuItems.filter(({ needs }) => needs === undefined || roleMay(role, needs));
    expect(sections.map(({ label }) => label)).toEqual([...shown.map(({ label }) => label), 'Песочница']);
  });

  it('nothing stands twice', () => {
    const hrefs = [...sections, ...below, ...actions].map(({ href }) => href);
    expect(new Set(hrefs).size).toBe(hrefs.length);
  });
});

it('offers what the role may do, and no more', () => {
  const labelsOf = (role: (typeof roles)[number]) =>
    entriesFor(role, false).actions.map(({ label }) => label);
  expect(labelsOf('CASHIER')).toEqual(['Выйти']);
  expect(labelsOf('ACCOUNTANT')).toEqual(['Пополнить счёт', 'Выставить счёт на оплату', 'Выйти']);
  expect(labelsOf('ADMIN')).not.toContain('Пополнить счёт');
  expect(labelsOf('ADMIN')).not.toContain('Добавить магазин');
  expect(labelsOf('ADMIN')).toContain('Активировать карты');
  expect(labelsOf('OWNER')).toHaveLength(11);
});

it('production has nothing of the sandbox', () => {
  const { sections, pages: below, actions } = entriesFor('OWNER', false);
  expect([...sections, ...below, ...actions].filter(({ href }) => /sandbox|till/.test(href))).toEqual([]);
});
