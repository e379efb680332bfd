import { describe, expect, it } from 'vitest';
import { type Role, roleMay, roles } from '@/lib/access/permission.rule';
import { readinessFix } from './readiness-fix.rule';
import { readiness, type ReadinessFacts } from './readiness.rule';

const terminalId = '0190a3f0-0000-7000-8000-000000000001';
const law = {
  slug: 'law-updates',
  name: 'Обновления под закон',
  entitled: true,
  state: 'INSTALLED' as const,
};
const email = {
  slug: 'email-receipts',
  name: 'Отправка чеков на e-mail',
  entitled: true,
  state: 'INSTALLED' as const,
};
const fit: ReadinessFacts = {
  module: email,
  required: [law],
  conflicting: [],
  kits: ['Смарт-терминал Плюс'],
  hasDefaultEmail: true,
  addressConfirmed: true,
  version: 'OK',
  autonomous: false,
};
const sections = { slug: 'sections', name: 'Секции и отделы' };

function fixes(facts: Partial<ReadinessFacts>, role: Role) {
  const list = readiness({ ...fit, ...facts });
  return list.items.flatMap((item) => {
    const fix = readinessFix(list, item, { terminalId, may: (permission) => roleMay(role, permission) });
    if (!fix || item.step === 'PAPER') return [];
    return [[item.step, fix.kind, 'href' in fix ? fix.href : 'text' in fix ? fix.text : ''] as const];
  });
}

const terminal = `/terminals/${terminalId}`;
const whom = 'Попросите владельца или администратора магазина';

describe('every line that is not done has a button, or says whom to ask', () => {
  it.each<[string, Partial<ReadinessFacts>, unknown[], unknown[]]>([
    ['all is done', {}, [], []],
    [
      'no kit: the kit first, then what it gives',
      { required: [{ ...law, entitled: false, state: null }] },
      [
        ['ENTITLEMENT', 'LINK', terminal],
        ['REQUIRED', 'LINK', terminal],
      ],
      [
        ['ENTITLEMENT', 'ASK', `${whom} купить комплект`],
        ['REQUIRED', 'ASK', `${whom} установить «Обновления под закон»`],
      ],
    ],
    [
      'the module is missing: installed at once',
      { module: { ...email, state: null } },
      [['MODULE', 'INSTALL', '']],
      [['MODULE', 'ASK', `${whom} установить «Отправка чеков на e-mail»`]],
    ],
    ['under way by itself', { module: { ...email, state: 'WAITING_TERMINAL' } }, [], []],
    [
      'the other module stands in the way',
      { module: { ...email, state: null }, conflicting: [sections] },
      [
        ['MODULE', 'LINK', terminal],
        ['CONFLICT', 'UNINSTALL', ''],
      ],
      [
        ['MODULE', 'ASK', `${whom} установить «Отправка чеков на e-mail»`],
        ['CONFLICT', 'ASK', `${whom} удалить «Секции и отделы» с этой кассы`],
      ],
    ],
    [
      'the owner of the address has not agreed',
      { addressConfirmed: false },
      [['ADDRESS', 'LETTER', '']],
      [['ADDRESS', 'ASK', `${whom} отправить письмо владельцу адреса ещё раз`]],
    ],
    [
      'an old version and no connection to the ОФД: nothing of that is done here',
      { version: 'TOO_OLD', autonomous: true },
      [
        ['VERSION', 'LINK', terminal],
        ['OFD', 'LINK', terminal],
      ],
      [
        ['VERSION', 'LINK', terminal],
        ['OFD', 'LINK', terminal],
      ],
    ],
  ])('%s', (_, facts, admin, cashier) => {
    expect(fixes(facts, 'OWNER')).toEqual(admin);
    expect(fixes(facts, 'ADMIN')).toEqual(admin);
    expect(fixes(facts, 'CASHIER')).toEqual(cashier);
    expect(fixes(facts, 'ACCOUNTANT')).toEqual(cashier);
  });

  it('those who are named may do it', () => {
    const named: Role[] = ['OWNER', 'ADMIN'];
    for (const permission of ['modules.install', 'subscriptions.manage', 'receipts.configure'] as const) {
      expect(roles.filter((role) => roleMay(role, permission))).toEqual(named);
    }
  });
});
