import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Row, RowList } from '@/components/ui/row-list';
import { cardExpiry, cardName } from '@/lib/billing/labels';
import type { PaymentCard } from '@/lib/billing/model';
import { cardTerm } from '@/lib/billing/payment.rule';
import type { LocalDate } from '@/lib/core/local-date';
import { RemoveCard, StartAutopay } from './card-actions';

const terms = {
  SOON: { tone: 'attention', text: 'Срок карты заканчивается' },
  OVER: { tone: 'failed', text: 'Срок карты истёк' },
} as const;

export function CardList({
  cards,
  autopayCardId,
  today,
  mayManage,
}: {
  cards: readonly PaymentCard[];
  autopayCardId: string | null;
  today: LocalDate;
  mayManage: boolean;
}) {
  if (cards.length === 0) {
    return (
      <EmptyState
        title="Сохранённых карт нет"
        action={mayManage ? <Button href="/finance/top-up?save=1">Добавить карту</Button> : null}
      >
        Карта сохраняется при пополнении, если это отметить. Номер хранит платёжная система, кабинет знает
        только последние цифры.
      </EmptyState>
    );
  }
  return (
    <RowList label="Сохранённые карты" className="max-w-3xl">
      {cards.map((card) => {
        const name = cardName(card);
        const term = cardTerm(card, today);
        const isOn = card.id === autopayCardId;
        return (
          <Row
            key={card.id}
            lead={
              <>
                <span className="font-semibold">{name}</span>{' '}
                <span className="text-ink-2 tabular-nums">до {cardExpiry(card)}</span>
              </>
            }
            action={
              mayManage ? (
                <>
                  {isOn ? null : (
                    <StartAutopay cardId={card.id} card={name} instead={autopayCardId !== null} />
                  )}
                  <RemoveCard cardId={card.id} card={name} hasAutopay={isOn} />
                </>
              ) : null
            }
          >
            <div className="flex flex-wrap gap-x-4 gap-y-1 text-ink-2">
              {isOn ? <Badge tone="works">Для автоплатежа</Badge> : null}
              {term ? <Badge tone={terms[term].tone}>{terms[term].text}</Badge> : null}
              <span className="wrap-anywhere">Сохранил: {card.addedBy}</span>
            </div>
          </Row>
        );
      })}
    </RowList>
  );
}
