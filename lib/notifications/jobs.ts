import { job, type Jobs } from '@/lib/platform/job-definition';
import { tellAutopayDeclined } from './commands/tell-autopay-declined';
import { tellCardEnded } from './commands/tell-card-ended';
import { tellRefundOver } from './commands/tell-refund-over';
import { autopayDeclinedInput, cardEndedInput, refundOverInput } from './schema';

export const notificationJobs: Jobs = {
  'notifications.autopay-declined': job(autopayDeclinedInput, tellAutopayDeclined),
  'notifications.card-ended': job(cardEndedInput, tellCardEnded),
  'notifications.refund-over': job(refundOverInput, tellRefundOver),
};
