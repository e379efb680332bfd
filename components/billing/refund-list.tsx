import { Section } from '@/components/layout/section';
import { Badge } from '@/components/ui/badge';
import { Row, RowList } from '@/components/ui/row-list';
import type { Tone } from '@/components/ui/tone';
import { refundCancellationText } from '@/lib/billing/messages';
import type { Refund, RefundState } from '@/lib/billing/model';
import { formatMoney } from '@/lib/core/money';
import { momentText } from '@/lib/core/text';

const states: Record<RefundState, { tone: Tone; text: string }> = {
  CREATED: { tone: 'waits', text: 'Ждём платёжную систему' },
  PENDING: { tone: 'waits', text: 'Возвращается на карту' },
  SUCCEEDED: { tone: 'works', text: 'Возвращено на карту' },
  CANCELLED: { tone: 'failed', text: 'Возврат не прошёл, деньги на счёте' },
};

export function RefundList({
  refunds,
  now,
  timeZone,
}: {
  refunds: readonly Refund[];
  now: Date;
  timeZone: string;
}) {
  return (
    <Section title="Возвраты">
      <RowList label="Возвраты по этому платежу" className="max-w-3xl">
        {refunds.map((refund) => (
          <Row
            key={refund.id}
            lead={
              <Badge
                tone={states[refund.state].tone}
                note={refund.state === 'CANCELLED' ? refundCancellationText(refund.cancellationReason) : null}
              >
                {states[refund.state].text}
              </Badge>
            }
            aside={formatMoney(refund.amount)}
          >
            <p className="text-ink-2">
              {momentText(refund.createdAt, now, timeZone)}, {refund.actorName}
            </p>
          </Row>
        ))}
      </RowList>
    </Section>
  );
}
