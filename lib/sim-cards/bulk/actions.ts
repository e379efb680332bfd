'use server';

import { action } from '@/lib/platform/action';
import { confirmBulk as confirmCommand } from './commands/confirm-bulk';
import { continueBulk as continueCommand } from './commands/continue-bulk';
import { draftFromFilter as draftFromFilterCommand } from './commands/draft-from-filter';
import { pauseBulk as pauseCommand } from './commands/pause-bulk';
import { recheckBulk as recheckCommand } from './commands/recheck-bulk';
import { retryBulk as retryCommand } from './commands/retry-bulk';
import { stopBulk as stopCommand } from './commands/stop-bulk';
import { bulkMessages } from './messages';
import { countCards as countQuery } from './queries';
import { bulkInput, confirmBulkInput, countCardsInput, draftFromFilterInput, retryBulkInput } from './schema';

export const countCards = action(countCardsInput, countQuery, bulkMessages, 'simCards.bulkDraft');
export const draftFromFilter = action(
  draftFromFilterInput,
  draftFromFilterCommand,
  bulkMessages,
  'simCards.bulkDraft',
);
export const confirmBulk = action(confirmBulkInput, confirmCommand, bulkMessages, 'simCards.bulkStart', {
  confirmed: true,
});
export const recheckBulk = action(bulkInput, recheckCommand, bulkMessages, 'simCards.bulkDraft');
export const pauseBulk = action(bulkInput, pauseCommand, bulkMessages, 'simCards.bulkPause');
export const continueBulk = action(bulkInput, continueCommand, bulkMessages, 'simCards.bulkContinue');
export const stopBulk = action(bulkInput, stopCommand, bulkMessages, 'simCards.bulkStop');
export const retryBulk = action(retryBulkInput, retryCommand, bulkMessages, 'simCards.bulkDraft');
