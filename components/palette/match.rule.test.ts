import { describe, expect, it } from 'vitest';
import { entriesFor } from './entries';
import { matching } from './match.rule';

const owner = entriesFor('OWNER', true);
const all = [...owner.sections, ...owner.actions, ...owner.pages];
const labels = (query: string, by?: 'named' | 'related') => {
  const { named, related } = matching(all, query);
  const found = { named, related, both: [...named, ...related] }[by ?? 'both'];
  return found.map(({ label }) => label);
};

describe('a page or an action is found', () => {
  it.each([
    ['терм', 'Терминалы'],
    ['ТЕРМИНАЛ', 'Терминалы'],
    ['касс', 'Добавить кассу'],
    ['касса', 'Терминалы'],
    ['попол', 'Пополнить счёт'],
    ['счет', 'Пополнить счёт'],
    ['счёт попол', 'Пополнить счёт'],
    ['e-mail', 'Чеки на e-mail'],
    ['сим', 'Смарт-карты'],
    ['смарт карты', 'Смарт-карты'],
    ['календ', 'Календарь списаний'],
    ['пригл', 'Пригласить человека'],
    ['пароль', 'Вход и пароль'],
    ['выйти', 'Выйти'],
    ['финансы акт', 'Акты'],
  ])('«%s»: %s', (query, label) => {
    expect(labels(query)).toContain(label);
  });

  it.each(['', ' ', '—', '9019', 'ерминал', 'пополнить магазин', 'ооо'])('not by «%s»', (query) => {
    expect(labels(query)).toEqual([]);
  });

  it('first by how the name begins, then by the name; apart by the other words', () => {
    expect(labels('карт', 'named')).toEqual([
      'Карты списком',
      'Карты и автоплатёж',
      'Смарт-карты',
      'Активировать карты',
      'Заказать карты',
      'Добавить карту по номеру',
    ]);
    expect(labels('карт', 'related')).toContain('Лимит трафика');
    expect(labels('деньги', 'named')).toEqual([]);
    expect(labels('деньги', 'related')).toEqual(['Финансы', 'Пополнить счёт']);
  });
});
