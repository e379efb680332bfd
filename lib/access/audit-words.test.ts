import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { kindNames } from './journal/labels';
import { auditGroups } from './journal/model';
import { auditChanges, auditTitle, knownActions } from './audit-words';

const lib = path.resolve(import.meta.dirname, '..');

it('every action of the product has its words', () => {
  const used = new Set<string>();
  for (const name of readdirSync(lib, { recursive: true })) {
    const file = String(name);
    if (!file.endsWith('.ts') || file.endsWith('.test.ts') || file.includes('generated')) continue;
    const text = readFileSync(path.join(lib, file), 'utf8');
    for (const [, action] of text.matchAll(/action: '([a-z][A-Za-z]+\.[A-Za-z]+)'/g)) used.add(action ?? '');
  }
  expect(used.size).toBeGreaterThan(15);
  expect([...used].filter((action) => !knownActions.includes(action))).toEqual([]);
});

it('a person who asks for what is not there is written down with what was asked', () => {
  const files = readdirSync(lib, { recursive: true })
    .map(String)
    .filter((file) => path.basename(file) === 'actions.ts');
  expect(files.length).toBeGreaterThan(8);
  for (const file of files) {
    const text = readFileSync(path.join(lib, file), 'utf8');
    const calls = text.split(/ = action\(/).slice(1);
    const names = calls.map(
      (call) => /'([a-zA-Z]+\.[a-zA-Z]+)',?\s*(?:\{[^}]*\},?\s*)?\);/.exec(call)?.[1] ?? call,
    );
    expect(
      names.filter((name) => !knownActions.includes(name)),
      file,
    ).toEqual([]);
  }
});

const vocabulary = {
  'simCard.state': { READY: 'Готова к активации', ACTIVATING: 'Активируется' },
  period: { M12: 'раз в 12 месяцев' },
  role: { OWNER: 'владелец', CASHIER: 'кассир' },
  stores: { ALL: 'все магазины' },
};

it.each([
  [
    'simCard',
    { state: 'READY' },
    { state: 'ACTIVATING', period: 'M12' },
    [
      { label: 'состояние', before: 'готова к активации', after: 'активируется' },
      { label: 'период оплаты', before: null, after: 'раз в 12 месяцев' },
    ],
  ],
  [
    'receiptSetting',
    { printMode: null, defaultEmail: 'a@b.ru' },
    { printMode: null, defaultEmail: '' },
    [{ label: 'адрес по умолчанию', before: 'a@b.ru', after: 'нет' }],
  ],
  [
    'subscription',
    null,
    { amount: 19_000, periodEnd: '2026-12-20', stopRenewal: true },
    [
      { label: 'сумма', before: null, after: '190\u00a0₽' },
      { label: 'оплачено до', before: null, after: '20.12.2026' },
      { label: 'остановить продление', before: null, after: 'да' },
    ],
  ],
  ['terminal', null, { modules: ['А', 'Б'] }, [{ label: 'модули', before: null, after: '«А», «Б»' }]],
  ['terminal', null, { secret: 'x' }, []],
  [
    'request',
    null,
    { asked: 'simCards.activate', tried: ['019a'] },
    [
      { label: 'что просили', before: null, after: 'Активация смарт-карты' },
      { label: 'номера в запросе', before: null, after: '«019a»' },
    ],
  ],
  ['simCard', { state: 'READY' }, { state: 'READY' }, []],
  [
    'user',
    { role: 'OWNER', stores: 'ALL' },
    { role: 'CASHIER', stores: ['Центр'] },
    [
      { label: 'роль', before: 'владелец', after: 'кассир' },
      { label: 'магазины', before: 'все магазины', after: '«Центр»' },
    ],
  ],
])('%s: %j → %j', (objectType, before, after, expected) => {
  expect(auditChanges({ objectType, before, after }, vocabulary)).toEqual(expected);
});

it('every kind of object and every group of actions has its name in the filters', () => {
  const kinds = new Set<string>();
  for (const name of readdirSync(lib, { recursive: true })) {
    const file = String(name);
    if (!file.endsWith('.ts') || file.endsWith('.test.ts') || file.includes('generated')) continue;
    const text = readFileSync(path.join(lib, file), 'utf8');
    for (const [, kind] of text.matchAll(/objectType: '([a-zA-Z]+)'/g)) kinds.add(kind ?? '');
  }
  expect(kinds.size).toBeGreaterThan(10);
  expect([...kinds].filter((kind) => kindNames[kind] === undefined)).toEqual([]);
  const groups = new Set(knownActions.map((action) => action.split('.')[0]));
  expect([...groups].sort()).toEqual([...auditGroups].sort());
});

it('an action of an older version is still an action', () => {
  expect(auditTitle('simCards.activate')).toBe('Активация смарт-карты');
  expect(auditTitle('gone.away')).toBe('Действие в кабинете');
});
