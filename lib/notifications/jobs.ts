import { z } from 'zod';
import { productClock } from '@/lib/platform/clock';
import { db } from '@/lib/platform/db';
import { job, type Jobs } from '@/lib/platform/job-definition';
import { mailServer } from '@/lib/platform/ports';
import { sendLetters } from './commands/send-letters';
import { tellAccountShort } from './commands/tell-account-short';
import { tellAutopayDeclined } from './commands/tell-autopay-declined';
import { tellCardEnded } from './commands/tell-card-ended';
import { tellInvitation } from './commands/tell-invitation';
import { tellRefundOver } from './commands/tell-refund-over';
import { tellRightsChanged } from './commands/tell-rights-changed';
import { tellSubscriptionsUnpaid } from './commands/tell-subscriptions-unpaid';
import {
  autopayDeclinedInput,
  cardEndedInput,
  invitationLetterInput,
  refundOverInput,
  rightsChangedInput,
} from './schema';

export const notificationJobs: Jobs = {
  'letters.send': async () => {
    await sendLetters(db(), await productClock(db()), mailServer());
  },
  'notifications.account-short': job(z.object({}), tellAccountShort),
  'notifications.subscriptions-unpaid': job(z.object({}), tellSubscriptionsUnpaid),
  'notifications.autopay-declined': job(autopayDeclinedInput, tellAutopayDeclined),
  'notifications.card-ended': job(cardEndedInput, tellCardEnded),
  'notifications.refund-over': job(refundOverInput, tellRefundOver),
  'notifications.invitation': job(invitationLetterInput, tellInvitation),
  'notifications.rights-changed': job(rightsChangedInput, tellRightsChanged),
};
