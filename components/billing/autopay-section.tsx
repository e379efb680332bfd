import { Section } from '@/components/layout/section';
import { Badge } from '@/components/ui/badge';
import { Notice } from '@/components/ui/notice';
import { cardName } from '@/lib/billing/labels';
import { autopayOffText } from '@/lib/billing/messages';
import type { AutopayView, PaymentCard } from '@/lib/billing/model';
import { StopAutopay } from './card-actions';

const PROMISE =
  'Когда в день продления на лицевом счёте не хватает денег на подписки, недостающая сумма списывается с карты и зачисляется на счёт. Больше ничего без вас не списывается.';

/** Whether autopay is on, what it does, and why it went off. */
export function AutopaySection({
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
    <Section title="Автоплатёж">
      <div className="grid max-w-[68ch] gap-3">
        {card ? (
          <Badge tone="works" look="filled">
            Включён: {cardName(card)}
          </Badge>
        ) : (
          <Badge tone="off" look="filled">
            Выключен
          </Badge>
        )}
        {!card && autopay.offReason ? (
          <Notice tone={autopay.offReason === 'card_removed' ? 'attention' : 'failed'}>
            {autopayOffText(autopay.offReason)}. Другая карта сама не подставляется
            {mayManage ? ': выберите её ниже или добавьте новую' : ''}.
          </Notice>
        ) : null}
        <p>{PROMISE}</p>
        {card ? (
          <p className="text-ink-2">
            Если банк откажет, подписки работают ещё 5 дней, и каждый день мы пробуем снова.
          </p>
        ) : mayManage ? (
          <p className="text-ink-2">
            {cards.length > 0
              ? 'Чтобы включить его, выберите карту.'
              : 'Чтобы включить его, сначала добавьте карту.'}
          </p>
        ) : null}
        {card && mayManage ? (
          <div>
            <StopAutopay card={cardName(card)} />
          </div>
        ) : null}
      </div>
    </Section>
  );
}
