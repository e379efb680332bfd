import { productClock } from '@/lib/platform/clock';
import { db } from '@/lib/platform/db';
import { job, type Job, type Jobs } from '@/lib/platform/job-definition';
import { mailServer } from '@/lib/platform/ports';
import { sendAddressLetter } from './commands/send-address-letter';
import { deliverLetters } from './delivery/deliver';
import { DELIVER, SEND_ADDRESS_LETTER } from './delivery/tasks';
import { addressLetterInput } from './schema';

let isAtWork = false;
let isWantedAgain = false;

/** One run in a process at a time; who comes meanwhile makes it look once more. */
const deliver: Job = async () => {
  isWantedAgain = true;
  if (isAtWork) return;
  isAtWork = true;
  try {
    while (isWantedAgain) {
      isWantedAgain = false;
      await deliverLetters(db(), await productClock(db()), mailServer());
    }
  } finally {
    isAtWork = false;
  }
};

export const receiptJobs: Jobs = {
  [DELIVER]: deliver,
  [SEND_ADDRESS_LETTER]: job(addressLetterInput, (ctx, input) => sendAddressLetter(ctx, input, mailServer())),
};
