import { Section } from '@/components/layout/section';
import { Link } from '@/components/ui/link';
import { cardName } from '@/lib/billing/labels';
import type { AutopayView, PaymentCard } from '@/lib/billing/model';

/** One line about cards and autopay, with the way to their page. */
export function AutopayLine({
  autopay,
  cards,
  mayManage,
}: {
  autopay: AutopayView;
  cards: readonly PaymentCard[];
  mayManage: boolean;
}) {
  const card = cards.find(({ id }) => id === autopay.cardId);
  return (
    <Section title="Карты и автоплатёж">
      <p>
        {card
          ? `Автоплатёж включён: недостающее спишется с карты ${cardName(card)}. `
          : 'Автоплатёж выключен: если денег не хватит, счёт нужно пополнить самим. '}
        <Link href="/finance/cards">
          {card || !mayManage ? 'Карты и автоплатёж' : 'Настроить автоплатёж'}
        </Link>
      </p>
    </Section>
  );
}
