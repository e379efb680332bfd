import type { SubscriptionRow } from '@/lib/subscriptions/model';

/** A dialog over one subscription; it is open as long as it stands on the page. */
export interface DecisionProps {
  subscription: SubscriptionRow;
  onClose: () => void;
}
