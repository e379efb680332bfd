import { topUpHref } from '@/lib/billing/labels';
import type { LocalDate } from '@/lib/core/local-date';
import { formatMoney, kopecks, type Kopecks } from '@/lib/core/money';
import { counted, dateInText } from '@/lib/core/text';
import { subscriptionForms } from '@/lib/subscriptions/labels';
import type { Debt } from '@/lib/subscriptions/queries';
import { GRACE_DAYS } from '@/lib/subscriptions/renewal.rule';
import type { LetterParts } from './letter.rule';

/** The account lacks money for what is due; everything works until the days of grace are over. */
export function accountShortLetter(debt: Debt, balance: Kopecks): LetterParts {
  const missing = kopecks(debt.owed - balance);
  const count = counted(debt.count, subscriptionForms.accusative);
  return {
    subject: `Не хватило ${formatMoney(missing)} на ${count}`,
    paragraphs: [
      `На ${count} нужно ${formatMoney(debt.owed)}, на лицевом счёте ${formatMoney(balance)}.`,
      `До ${dateInText(debt.worksUntil)} всё работает, и каждый день мы пробуем списать снова. Потом карты приостановятся, а модули отключатся.`,
      'Пополните счёт: подписки оплатятся сразу, начиная с самой давней.',
    ],
    action: { label: `Пополнить счёт на ${formatMoney(missing)}`, path: topUpHref(missing) },
  };
}

/** The days of grace are over. */
export function subscriptionsUnpaidLetter(count: number, keptUntil: LocalDate): LetterParts {
  return {
    subject: `Без оплаты: ${counted(count, subscriptionForms.nominative)}`,
    paragraphs: [
      `Денег на счёте не хватило и через ${counted(GRACE_DAYS, ['день', 'дня', 'дней'])} после оплаченного срока. Больше не оплачены: ${counted(count, subscriptionForms.nominative)}. Их карты приостановлены, модули отключены, списаний по ним нет.`,
      `Настройки хранятся до ${dateInText(keptUntil)}. Пополните счёт до этого дня, и всё вернётся само.`,
    ],
    action: { label: 'Пополнить счёт', path: '/finance/top-up' },
  };
}
