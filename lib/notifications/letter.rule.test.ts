import { describe, expect, it } from 'vitest';
import type { PaymentCard } from '@/lib/billing/model';
import { kopecks } from '@/lib/core/money';
import { type LetterParts, writeLetter } from './letter.rule';
import { autopayDeclinedLetter, cardEndedLetter, refundOverLetter } from './payment-letters.rule';

const facts = { name: 'Анна', organization: 'ООО «Проба»', appUrl: 'https://kassa.test/' };
const parts: LetterParts = {
  subject: 'Тема',
  paragraphs: ['Что случилось.', 'Что дальше.'],
  action: { label: 'Пополнить счёт', path: '/finance/top-up?amount=500&x="1"' },
};

describe('a letter', () => {
  it('says the same in plain text and in HTML', () => {
    const { text, html } = writeLetter(parts, facts);
    expect(text).toBe(`Анна, здравствуйте.

Что случилось.

Что дальше.

Пополнить счёт: https://kassa.test/finance/top-up?amount=500&x="1"

-- 
Кассовый кабинет, ООО «Проба». Письмо пришло, потому что у вас есть доступ к финансам организации.
`);
    for (const each of ['Анна, здравствуйте.', ...parts.paragraphs, parts.action.label, 'ООО «Проба»']) {
      expect(html).toContain(each);
    }
    expect(html).toContain('href="https://kassa.test/finance/top-up?amount=500&#38;x=&#34;1&#34;"');
  });

  it('takes names as text: no markup, no header, no line of their own', () => {
    const odd = '<script>alert(1)</script>\r\nBcc: all@kassa.test';
    const { subject, text, html } = writeLetter({ ...parts, subject: odd }, { ...facts, name: odd });
    expect(subject).toBe('<script>alert(1)</script> Bcc: all@kassa.test');
    expect(text).not.toMatch(/^Bcc/m);
    expect(html).not.toContain('<script>');
    expect(html).toContain('&#60;script&#62;');
  });
});

const card = (over: Partial<PaymentCard> = {}): PaymentCard => ({
  id: '0198c0de-0000-7000-8000-000000000000',
  state: 'ACTIVE',
  brand: 'MasterCard',
  last4: '4444',
  expiryMonth: 12,
  expiryYear: 2030,
  addedBy: 'Анна',
  createdAt: new Date(0),
  endedAt: null,
  endReason: null,
  ...over,
});
const plain = ({ paragraphs }: LetterParts) => paragraphs.join(' ').replaceAll('\u00a0', ' ');
const declined = (reason: string | null, over: Partial<PaymentCard>, isOn: boolean) =>
  autopayDeclinedLetter(
    { amount: kopecks(50_050), purpose: 'Продление подписок 20 декабря', cancellationReason: reason },
    card(over),
    isOn,
  );

describe('autopay that did not come about', () => {
  it('says why, that it is tried again, and where to pay', () => {
    const letter = declined('insufficient_funds', {}, true);
    expect(plain(letter)).toBe(
      'С карты Mastercard •• 4444 не списалось 500,50 ₽: на карте не хватает денег. Пополните её или возьмите другую. ' +
        'Назначение: Продление подписок 20 декабря. ' +
        'Подписки работают ещё 5 дней после оплаченного срока, и каждый день мы пробуем списать снова. ' +
        'Если пополнить счёт самим, подписки оплатятся сразу.',
    );
    expect(letter.action.path).toBe('/finance/top-up?amount=501');
  });

  it('says that the card is out and no other takes its place', () => {
    expect(plain(declined('permission_revoked', { state: 'REVOKED' }, false))).toBe(
      'С карты Mastercard •• 4444 не списалось 500,50 ₽: разрешение на списание отозвано. ' +
        'Назначение: Продление подписок 20 декабря. ' +
        'С этой карты больше ничего не спишется. Автоплатёж выключен, другая карта сама не подставляется. ' +
        'Подписки работают ещё 5 дней после оплаченного срока: пополните счёт или добавьте новую карту.',
    );
    expect(plain(declined('autopay_off', {}, false))).not.toContain('больше ничего не спишется');
  });
});

describe('a card that has ended', () => {
  it.each([
    [{ state: 'REMOVED' }, 'Карту Mastercard •• 4444 удалили из кабинета.'],
    [
      { state: 'REVOKED', endReason: 'permission_revoked' },
      'Держатель карты отозвал у банка разрешение на списания. С карты Mastercard •• 4444 больше ничего не спишется.',
    ],
    [{ state: 'UNUSABLE', endReason: 'card_expired' }, 'Банк не принимает карту: срок действия карты истёк.'],
  ] as const)('%j', (over, words) => {
    expect(plain(cardEndedLetter(card(over), true))).toContain(words);
    expect(plain(cardEndedLetter(card(over), true))).toContain('другая карта сама не подставляется');
    expect(plain(cardEndedLetter(card(over), false))).toContain('подписки это не затрагивает');
  });
});

describe('a refund at its end', () => {
  const refund = { amount: kopecks(20_000), state: 'SUCCEEDED', cancellationReason: null } as const;
  it('has gone to the card, or stands on the account with the reason', () => {
    expect(plain(refundOverLetter(refund, 'p'))).toContain('вернула 200 ₽ на карту, с которой платили');
    const failed = { ...refund, state: 'CANCELLED', cancellationReason: 'general_decline' } as const;
    expect(plain(refundOverLetter(failed, 'p'))).toBe(
      'Вернуть 200 ₽ на карту не получилось: банк карты отклонил его без объяснения. Повторите позже. ' +
        'Деньги снова на лицевом счёте.',
    );
    expect(refundOverLetter(refund, 'p').action.path).toBe('/finance/top-up/p');
  });
});
