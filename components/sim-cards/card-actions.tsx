'use client';

import { lazy, Suspense, useState } from 'react';
import { Button } from '@/components/ui/button';
import type { ActionResult } from '@/lib/core/action-result';
import { quoteActivation } from '@/lib/sim-cards/actions';
import type { ActivationQuote, SimAction } from '@/lib/sim-cards/model';
import type { PickedCard } from './card-picker';

const ActivateDialog = lazy(() => import('./activate-dialog'));
const DeactivateDialog = lazy(() => import('./deactivate-dialog'));

export interface CardActionsProps {
  card: PickedCard;
  action: SimAction;
  /** the same was tried and came to nothing */
  again: boolean;
  mayTopUp: boolean;
}

/** The main action of a card's page. */
export function CardActions({ card, action, again, mayTopUp }: CardActionsProps) {
  const [quote, setQuote] = useState<Promise<ActionResult<ActivationQuote>> | null>(null);
  const [off, setOff] = useState(false);
  return (
    <>
      {action === 'ACTIVATE' ? (
        <Button
          variant="primary"
          icon="power"
          onClick={() => setQuote(quoteActivation({ cardIds: [card.id] }))}
        >
          {again ? 'Повторить активацию' : 'Активировать'}
        </Button>
      ) : (
        <Button icon="power" onClick={() => setOff(true)}>
          {again ? 'Повторить отключение' : 'Отключить'}
        </Button>
      )}
      <Suspense>
        {quote ? (
          <ActivateDialog
            cardIds={[card.id]}
            firstQuote={quote}
            mayTopUp={mayTopUp}
            onClose={() => setQuote(null)}
            onDone={() => setQuote(null)}
          />
        ) : null}
        {off ? (
          <DeactivateDialog cards={[card]} onClose={() => setOff(false)} onDone={() => setOff(false)} />
        ) : null}
      </Suspense>
    </>
  );
}
