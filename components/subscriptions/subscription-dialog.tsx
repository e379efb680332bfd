'use client';

import type { Kopecks } from '@/lib/core/money';
import type { Decision } from '@/lib/subscriptions/decisions.rule';
import type { DecisionProps } from './decision';
import { PeriodDialog } from './period-dialog';
import { RenewDialog } from './renew-dialog';
import { ResumeDialog, StopDialog } from './stop-dialogs';

export function SubscriptionDialog({
  decision,
  balance,
  mayTopUp,
  ...rest
}: DecisionProps & { decision: Decision; balance: Kopecks; mayTopUp: boolean }) {
  if (decision === 'renew') return <RenewDialog {...rest} balance={balance} mayTopUp={mayTopUp} />;
  if (decision === 'period')
    return <PeriodDialog subscriptions={[rest.subscription]} mayTopUp={mayTopUp} onClose={rest.onClose} />;
  if (decision === 'resume') return <ResumeDialog {...rest} />;
  return <StopDialog {...rest} />;
}
