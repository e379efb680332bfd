import { cardName, topUpHref } from '@/lib/billing/labels';
import { autopayOffText, cancellationText, refundCancellationText } from '@/lib/billing/messages';
import type { PaymentCard, Refund, TopUp } from '@/lib/billing/model';
import { formatMoney } from '@/lib/core/money';
import { counted } from '@/lib/core/text';
import { GRACE_DAYS } from '@/lib/subscriptions/renewal.rule';
import type { LetterParts } from './letter.rule';

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
const CARDS = '/finance/cards';
const GRACE = counted(GRACE_DAYS, ['день', 'дня', 'дней']);
const STILL_WORKS = `Подписки работают ещё ${GRACE} после оплаченного срока`;
const NO_OTHER_CARD = 'Автоплатёж выключен, другая карта сама не подставляется.';

/** Autopay did not come about. `isOn`: it will try again. */
export function autopayDeclinedLetter(
  payment: Pick<TopUp, 'amount' | 'purpose' | 'cancellationReason'>,
  card: PaymentCard,
  isOn: boolean,
): LetterParts {
  const sum = formatMoney(payment.amount);
  const purpose = payment.purpose ? ` Назначение: ${sentence(payment.purpose)}` : '';
  return {
    subject: `Автоплатёж на ${sum} не прошёл`,
    paragraphs: [
      `С карты ${cardName(card)} не списалось ${sum}: ${sentence(cancellationText(payment.cancellationReason))}${purpose}`,
      isOn
        ? `${STILL_WORKS}, и каждый день мы пробуем списать снова. Если пополнить счёт самим, подписки оплатятся сразу.`
        : `${card.state === 'ACTIVE' ? '' : 'С этой карты больше ничего не спишется. '}${NO_OTHER_CARD} ${STILL_WORKS}: пополните счёт или добавьте новую карту.`,
    ],
    action: { label: `Пополнить счёт на ${sum}`, path: topUpHref(payment.amount) },
  };
}

/** A card is not charged any more, for good. `hadAutopay`: autopay went off with it. */
export function cardEndedLetter(card: PaymentCard, hadAutopay: boolean): LetterParts {
  const name = cardName(card);
  return {
    subject: card.state === 'REMOVED' ? `Карта ${name} удалена` : `С карты ${name} больше ничего не спишется`,
    paragraphs: [
      card.state === 'REMOVED'
        ? `Карту ${name} удалили из кабинета. С неё больше ничего не спишется, вернуть её можно, только добавив заново.`
        : `${sentence(autopayOffText(card.endReason ?? ''))} С карты ${name} больше ничего не спишется.`,
      hadAutopay
        ? `${NO_OTHER_CARD} Если на лицевом счёте не хватит денег, подписки проработают ещё ${GRACE} и остановятся.`
        : 'Автоплатежа по ней не было, подписки это не затрагивает.',
    ],
    action: { label: hadAutopay ? 'Выбрать карту для автоплатежа' : 'Карты и автоплатёж', path: CARDS },
  };
}

/** A refund has come to its end, good or bad. */
export function refundOverLetter(
  refund: Pick<Refund, 'amount' | 'state' | 'cancellationReason'>,
  paymentId: string,
): LetterParts {
  const sum = formatMoney(refund.amount);
  const isMade = refund.state === 'SUCCEEDED';
  return {
    subject: isMade ? `Возврат ${sum} на карту отправлен` : `Возврат ${sum} на карту не прошёл`,
    paragraphs: isMade
      ? [
          `Платёжная система вернула ${sum} на карту, с которой платили. Банк зачислит их в свой срок, обычно до 3 дней.`,
        ]
      : [
          `Вернуть ${sum} на карту не получилось: ${sentence(refundCancellationText(refund.cancellationReason))}`,
          'Деньги снова на лицевом счёте.',
        ],
    action: { label: 'Открыть платёж', path: `/finance/top-up/${paymentId}` },
  };
}
