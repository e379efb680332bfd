import { z } from 'zod';
import { productClock, realNow } from '@/lib/platform/clock';
import { db } from '@/lib/platform/db';
import { job, type Jobs } from '@/lib/platform/job-definition';
import { enqueue } from '@/lib/platform/jobs';
import { mailServer } from '@/lib/platform/ports';
import { organizationsToLookAt } from '@/lib/terminals/watch';
import { sendLetters } from './commands/send-letters';
import { tellAccountShort } from './commands/tell-account-short';
import { tellAutopayDeclined } from './commands/tell-autopay-declined';
import { sendRegistrationLetter } from './commands/send-registration-letter';
import { sendResetLetter } from './commands/send-reset-letter';
import { tellCardEnded } from './commands/tell-card-ended';
import { tellPerson } from './commands/tell-person';
import { tellInvitation } from './commands/tell-invitation';
import { tellRefundOver } from './commands/tell-refund-over';
import { tellRightsChanged } from './commands/tell-rights-changed';
import { tellSubscriptionsUnpaid } from './commands/tell-subscriptions-unpaid';
import { tellTerminalDeadlines } from './commands/tell-terminal-deadlines';
import {
  autopayDeclinedInput,
  cardEndedInput,
  invitationLetterInput,
  refundOverInput,
  registrationLetterInput,
  resetLetterInput,
  rightsChangedInput,
  tellPersonInput,
} from './schema';

const ORGANIZATIONS_AT_ONCE = 200;

async function lookAtTerminals(): Promise<void> {
  const client = db();
  const ids = await organizationsToLookAt(client, await productClock(client), ORGANIZATIONS_AT_ONCE);
  for (const organizationId of ids) {
    const task = 'notifications.terminal-deadlines';
    await enqueue({ db: client, organizationId }, task, {}, { key: `${task}:${organizationId}` });
  }
}

export const notificationJobs: Jobs = {
  'letters.send': async () => {
    await sendLetters(db(), await productClock(db()), mailServer());
  },
  'notifications.account-short': job(z.object({}), tellAccountShort),
  'notifications.subscriptions-unpaid': job(z.object({}), tellSubscriptionsUnpaid),
  'notifications.autopay-declined': job(autopayDeclinedInput, tellAutopayDeclined),
  'notifications.card-ended': job(cardEndedInput, tellCardEnded),
  'notifications.refund-over': job(refundOverInput, tellRefundOver),
  'notifications.terminal-deadlines': job(z.object({}), tellTerminalDeadlines),
  'notifications.look-at-terminals': lookAtTerminals,
  'notifications.person': (payload) => tellPerson(db(), tellPersonInput.parse(payload)),
  'notifications.registration': (payload) =>
    sendRegistrationLetter(db(), registrationLetterInput.parse(payload), realNow()),
  'notifications.reset': (payload) => sendResetLetter(db(), resetLetterInput.parse(payload), realNow()),
  'notifications.invitation': job(invitationLetterInput, tellInvitation),
  'notifications.rights-changed': job(rightsChangedInput, tellRightsChanged),
};
