import { describe, expect, it } from 'vitest';
import { cardOrderFilter, createCardOrderInput, draftCardOrderInput } from './schema';

const STORE = '01890a5d-ac96-774b-bcce-b302099a8058';
const TERMINAL = '01890a5d-ac96-774b-bcce-b302099a8059';
const line = { storeId: STORE, terminalId: '', name: '', quantity: '3' };
const order = {
  requestId: '01890a5d-ac96-774b-bcce-b302099a8057',
  operatorSlug: 'mts',
  period: 'M12' as const,
  lines: [line],
  recipient: 'Анна Ильина',
  phone: '8 (916) 000-00-00',
  postalCode: '101000',
  city: 'Москва',
  addressLine: 'ул. Мясницкая, 1',
  saveAddress: false,
  evenIfSame: false,
  expectedTotal: 117_000,
};

const faults = (input: unknown, schema: typeof createCardOrderInput | typeof draftCardOrderInput) =>
  schema.safeParse(input).error?.issues.map((issue) => [issue.path.join('.'), issue.message]);

describe('createCardOrderInput', () => {
  it('reads what people type', () => {
    expect(createCardOrderInput.parse(order)).toMatchObject({
      lines: [{ storeId: STORE, terminalId: null, name: null, quantity: 3 }],
      phone: '+79160000000',
    });
    expect(createCardOrderInput.parse({ ...order, phone: '9160000000' }).phone).toBe('+79160000000');
  });

  it.each([
    ['postalCode', '12345', 'Индекс — 6 цифр'],
    ['postalCode', '1234567', 'Индекс — 6 цифр'],
    ['phone', '123', 'Телефон получателя: +7 и ещё 10 цифр'],
    ['phone', '+1 202 555 0123', 'Телефон получателя: +7 и ещё 10 цифр'],
    ['recipient', '  ', 'Укажите получателя'],
    ['recipient', 'А'.repeat(121), 'Не длиннее 120 знаков'],
    ['recipient', 'Анна\nИльина', 'Уберите переносы строк и невидимые знаки'],
    ['city', '', 'Укажите город'],
    ['addressLine', '', 'Укажите улицу и дом'],
    ['operatorSlug', '', 'Выберите оператора'],
    ['period', 'M2', 'Выберите тариф'],
    ['lines', [], 'Добавьте хотя бы одну строку'],
  ])('%s «%s» is refused on its field: %s', (field, value, message) => {
    expect(faults({ ...order, [field]: value }, createCardOrderInput)).toEqual([[field, message]]);
  });

  it.each([
    ['quantity', '0', 'Не меньше 1 карты'],
    ['quantity', '-1', 'Не меньше 1 карты'],
    ['quantity', '1.5', 'Карты не делятся: укажите целое число'],
    ['quantity', '1,5', 'Карты не делятся: укажите целое число'],
    ['quantity', 1.5, 'Карты не делятся: укажите целое число'],
    ['quantity', '1001', 'Не больше 1000 карт в одном заказе'],
    ['quantity', '', 'Укажите, сколько карт нужно'],
    ['quantity', '1e2', 'Целое число от 1 до 1000'],
    ['quantity', 'много', 'Целое число от 1 до 1000'],
    ['storeId', '', 'Выберите магазин'],
    ['terminalId', 'x', 'Выберите кассу из списка'],
    ['name', 'К'.repeat(61), 'Не длиннее 60 знаков'],
  ])('%s «%s» of a line is refused on its field: %s', (field, value, message) => {
    expect(
      faults({ ...order, lines: [line, { ...line, quantity: '1', [field]: value }] }, createCardOrderInput),
    ).toEqual([[`lines.1.${field}`, message]]);
  });

  it('takes 1000 cards in all and no more, one a terminal, each terminal once', () => {
    const many = (...quantities: string[]) => ({
      ...order,
      lines: quantities.map((quantity) => ({ ...line, quantity })),
    });
    expect(faults(many('1000'), createCardOrderInput)).toBeUndefined();
    expect(faults(many('600', '401'), createCardOrderInput)).toEqual([
      ['lines.1.quantity', 'Не больше 1000 карт в одном заказе'],
    ]);
    const forTerminal = { ...line, terminalId: TERMINAL, quantity: '1' };
    expect(faults({ ...order, lines: [{ ...forTerminal, quantity: '2' }] }, createCardOrderInput)).toEqual([
      ['lines.0.quantity', 'На одну кассу — одна карта'],
    ]);
    expect(faults({ ...order, lines: [forTerminal, forTerminal] }, createCardOrderInput)).toEqual([
      ['lines.1.terminalId', 'Эта касса уже есть в заказе'],
    ]);
  });
});

it('a draft may wait with its address, not with its cards', () => {
  const empty = { ...order, recipient: '', phone: '', postalCode: '123', city: '', addressLine: '' };
  expect(draftCardOrderInput.parse(empty)).toMatchObject({ phone: '', postalCode: '123' });
  expect(faults({ ...empty, lines: [{ ...line, quantity: '0' }] }, draftCardOrderInput)).toEqual([
    ['lines.0.quantity', 'Не меньше 1 карты'],
  ]);
});

it('a filter that cannot be read is left out', () => {
  expect(cardOrderFilter({ state: 'RETURNED', store: STORE, after: 'x' })).toEqual({
    state: 'RETURNED',
    storeId: STORE,
    q: '',
    after: null,
    before: null,
  });
  expect(cardOrderFilter({ state: 'GONE' }).state).toBeNull();
});
