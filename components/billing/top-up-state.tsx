import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import type { Tone } from '@/components/ui/tone';
import type { PaymentState, TopUp } from '@/lib/billing/model';
import { cancellationText } from '@/lib/billing/messages';
import { formatMoney, type Kopecks } from '@/lib/core/money';

const badges: Record<PaymentState, { tone: Tone; text: string }> = {
  CREATED: { tone: 'waits', text: 'Ждём платёжную систему' },
  PENDING: { tone: 'waits', text: 'Ожидает оплаты' },
  SUCCEEDED: { tone: 'works', text: 'Деньги на счёте' },
  CANCELLED: { tone: 'failed', text: 'Платёж не прошёл' },
};

export function TopUpBadge({ state }: { state: PaymentState }) {
  const { tone, text } = badges[state];
  return (
    <Badge tone={tone} look="filled">
      {text}
    </Badge>
  );
}

function words(topUp: TopUp, balance: Kopecks): string {
  switch (topUp.state) {
    case 'CREATED':
      if (topUp.cardId !== null) {
        return 'Платёжная система пока не ответила. Мы повторяем запрос сами: второй раз деньги не спишутся. Страницу можно закрыть.';
      }
      return 'Платёж создан, но платёжная система пока не ответила. Мы повторяем запрос сами: второй раз деньги не спишутся. Кнопка оплаты появится здесь.';
    case 'PENDING':
      if (topUp.cardId !== null) {
        return 'Банк ещё проводит платёж. Деньги появятся на счёте сами, страницу можно закрыть.';
      }
      return 'Если вы уже заплатили, деньги появятся на счёте сами: обычно это занимает до минуты. Страницу можно закрыть.';
    case 'SUCCEEDED':
      return `На лицевом счёте ${formatMoney(balance)}. Если были неоплаченные подписки, они оплачиваются сами.`;
    case 'CANCELLED':
      return `Деньги на счёт не поступили: ${cancellationText(topUp.cancellationReason)}.`;
  }
}

export function TopUpState({
  topUp,
  balance,
  mayTopUp,
  children,
}: {
  topUp: TopUp;
  balance: Kopecks;
  mayTopUp: boolean;
  /** further actions */
  children?: ReactNode;
}) {
  const again = `/finance/top-up?amount=${String(topUp.amount / 100).replace('.', ',')}`;
  return (
    <div className="max-w-[60ch]" role="status">
      <p className="text-16">{words(topUp, balance)}</p>
      {topUp.purpose ? <p className="mt-2 wrap-anywhere text-ink-2">На что: {topUp.purpose}</p> : null}
      <div className="mt-5 flex flex-wrap gap-2">
        {topUp.state === 'PENDING' && topUp.confirmationUrl ? (
          <Button href={topUp.confirmationUrl} plain variant="primary" iconEnd="external-link">
            Перейти к оплате
          </Button>
        ) : null}
        {topUp.state === 'CANCELLED' && mayTopUp ? (
          <Button href={again} variant="primary">
            {topUp.kind === 'TOP_UP' ? 'Повторить' : 'Пополнить счёт'}
          </Button>
        ) : null}
        <Button href="/finance" variant={topUp.state === 'SUCCEEDED' ? 'primary' : 'secondary'}>
          К финансам
        </Button>
        {children}
      </div>
    </div>
  );
}
