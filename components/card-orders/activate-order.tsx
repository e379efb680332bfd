'use client';

import { lazy, Suspense, useState } from 'react';
import { Button } from '@/components/ui/button';
import type { BillingPeriod } from '@/lib/catalog/model';
import type { ActionResult } from '@/lib/core/action-result';
import { quoteActivation } from '@/lib/sim-cards/actions';
import { cardsText } from '@/lib/sim-cards/labels';
import type { ActivationQuote } from '@/lib/sim-cards/model';

const ActivateDialog = lazy(() => import('@/components/sim-cards/activate-dialog'));

interface ActivateOrderProps {
  cardIds: readonly string[];
  /** cards of the order that are ready; more than `cardIds` when one request does not take them all */
  ready: number;
  period: BillingPeriod;
  mayTopUp: boolean;
}

/** All cards of an order in one go, with the price before it. */
export function ActivateOrder({ cardIds, ready, period, mayTopUp }: ActivateOrderProps) {
  const [quote, setQuote] = useState<Promise<ActionResult<ActivationQuote>> | null>(null);
  const close = () => setQuote(null);
  return (
    <>
      <Button
        variant="primary"
        icon="power"
        onClick={() => setQuote(quoteActivation({ cardIds: [...cardIds] }))}
      >
        {ready > cardIds.length
          ? `Активировать первые ${String(cardIds.length)}`
          : ready === 1
            ? 'Активировать карту'
            : `Активировать все ${cardsText(ready)}`}
      </Button>
      <Suspense>
        {quote ? (
          <ActivateDialog
            cardIds={cardIds}
            firstQuote={quote}
            firstPeriod={period}
            mayTopUp={mayTopUp}
            onClose={close}
            onDone={close}
          />
        ) : null}
      </Suspense>
    </>
  );
}
