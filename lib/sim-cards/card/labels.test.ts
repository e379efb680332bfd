import { expect, it } from 'vitest';
import { logTitle } from './labels';
import { type CardLogKind, cardLogKinds } from './model';

it.each<[CardLogKind, string | null, string | null, string]>([
  ['CLAIMED', null, null, 'Добавлена по номеру'],
  ['CLAIMED', null, 'Прилавок 1', 'Добавлена по номеру и привязана к кассе «Прилавок 1»'],
  ['BOUND', null, 'Прилавок 1', 'Привязана к кассе «Прилавок 1»'],
  ['BOUND', 'Прилавок 1', 'Выпечка', 'Перенесена с кассы «Прилавок 1» на кассу «Выпечка»'],
  ['UNBOUND', 'Выпечка', null, 'Отвязана от кассы «Выпечка»'],
  ['LABELLED', null, 'запасная', 'Метка «запасная»'],
  ['LABELLED', 'запасная', 'летняя', 'Метка «запасная» изменена на «летняя»'],
  ['LABELLED', 'летняя', null, 'Метка «летняя» снята'],
  ['DEVICE_CHANGED', null, 'IMEI 1', 'Стоит в устройстве IMEI 1'],
  ['DEVICE_CHANGED', '2', 'IMEI 1', 'Переставлена в другое устройство: IMEI 1'],
])('%s, %s → %s: «%s»', (kind, before, after, expected) => {
  expect(logTitle({ kind, before, after })).toBe(expected);
});

it('every kind has its words', () => {
  for (const kind of cardLogKinds) expect(logTitle({ kind, before: 'а', after: 'б' })).not.toBe('');
});
