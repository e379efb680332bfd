import { z } from 'zod';
import { productClock } from '@/lib/platform/clock';
import { db } from '@/lib/platform/db';
import { job, type Jobs } from '@/lib/platform/job-definition';
import { mailServer } from '@/lib/platform/ports';
import { sendLetters } from './commands/send-letters';
import { tellAccountShort } from './commands/tell-account-short';
import { tellAutopayDeclined } from './commands/tell-autopay-declined';
import { tellCardEnded } from './commands/tell-card-ended';
import { tellRefundOver } from './commands/tell-refund-over';
import { tellSubscriptionsUnpaid } from './commands/tell-subscriptions-unpaid';
import { autopayDeclinedInput, cardEndedInput, refundOverInput } from './schema';

export const notificationJobs: Jobs = {
  'letters.send': async () => {
    await sendLetters(db(), await productClock(db()), mailServer());
  },
  'notifications.account-short': job(z.object({}), tellAccountShort),
  'notifications.subscriptions-unpaid': job(z.object({}), tellSubscriptionsUnpaid),
  'notifications.autopay-declined': job(autopayDeclinedInput, tellAutopayDeclined),
  'notifications.card-ended': job(cardEndedInput, tellCardEnded),
  'notifications.refund-over': job(refundOverInput, tellRefundOver),
};
