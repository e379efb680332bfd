import { describe, expect, it } from 'vitest';
import { kopecks } from '@/lib/core/money';
import { readCode } from '@/lib/testing/qr';
import { paymentCode } from './invoice.rule';
import { codeCells } from './payment-code';
import { sandboxSeller } from './seller';

const seller = {
  ...sandboxSeller,
  name: 'Общество с ограниченной ответственностью «Кассовый кабинет»',
};
const purpose =
  'Оплата по счету № 26-000123 от 20.11.2026. Услуги "Кассовый кабинет", лицевой счет ИНН 7707083893. В том числе НДС 22% - 178.52 руб.';

describe('payment code', () => {
  it.each([
    ['an ordinary sum', kopecks(99_000), purpose],
    ['the largest sum and purpose', kopecks(1_000_000_000), purpose.padEnd(210, ' слово')],
  ])('is read back by another library, to the letter: %s', (_, amount, text) => {
    const invoice = { seller, amount, purpose: text };
    const read = readCode(codeCells(invoice), 4);
    expect(read).toBe(paymentCode(seller, invoice));
    expect(read).toContain('ST00012|Name=Общество с ограниченной ответственностью «Кассовый кабинет»|');
    expect(read).toContain(`|Sum=${amount}|`);
  });

  it('is square and has no white around it: whoever draws it leaves that', () => {
    const cells = codeCells({ seller, amount: kopecks(99_000), purpose });
    expect(cells.every((row) => row.length === cells.length)).toBe(true);
    expect(cells[0]?.[0]).toBe(true);
  });
});
