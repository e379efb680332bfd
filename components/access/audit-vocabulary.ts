import { cancellationTexts } from '@/lib/billing/messages';
import { orderWords } from '@/lib/card-orders/labels';
import { roleNames } from '@/lib/access/messages';
import { periodNames } from '@/lib/catalog/model';
import { installationStateNames } from '@/lib/installations/labels';
import { printModeNames } from '@/lib/receipts/labels';
import { bulkStateWords } from '@/lib/sim-cards/bulk/labels';
import { stateWords } from '@/lib/sim-cards/labels';

/** Words of every domain for the codes that its journal entries carry. */
export const auditVocabulary = {
  'simCard.state': stateWords,
  'simBulk.state': bulkStateWords,
  'cardOrder.state': orderWords,
  'terminal.state': installationStateNames,
  'subscription.state': { ACTIVE: 'действует', PAST_DUE: 'просрочена', EXPIRED: 'истекла' },
  'payment.state': { CREATED: 'создан', PENDING: 'ждёт оплаты', SUCCEEDED: 'прошёл', CANCELLED: 'отменён' },
  'payment.reason': cancellationTexts,
  'refund.state': { CREATED: 'создан', PENDING: 'в пути', SUCCEEDED: 'прошёл', CANCELLED: 'отменён' },
  'refund.reason': cancellationTexts,
  'paymentCard.state': {
    ACTIVE: 'действует',
    REMOVED: 'удалена',
    REVOKED: 'списания запрещены',
    UNUSABLE: 'не принимается',
  },
  'paymentCard.reason': cancellationTexts,
  'invoice.state': { ISSUED: 'ждёт оплаты', PAID: 'оплачен', CANCELLED: 'отменён' },
  role: roleNames,
  stores: { ALL: 'все магазины' },
  action: { ACTIVATE: 'активировать', DEACTIVATE: 'отключить' },
  operation: {
    QUEUED: 'в очереди',
    IN_PROGRESS: 'у оператора',
    COMPLETED: 'выполнена',
    FAILED: 'отклонена',
    INTERRUPTED: 'прервана',
    TIMED_OUT: 'оператор не ответил',
  },
  reason: {
    STOPPED: 'подписка остановлена',
    UNPAID: 'не оплачена',
    MISSED: 'срок прошёл без оплаты',
    PAYMENT: 'не оплачена',
    LIMIT: 'лимит трафика',
    IMEI: 'стоит в другом устройстве',
  },
  period: periodNames,
  whenOver: { WARN: 'предупредить', SUSPEND: 'отключать, когда магазин закрыт' },
  printMode: printModeNames,
} as const;
