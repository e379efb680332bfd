'use server';

import { action } from '@/lib/platform/action';
import { activateSimCards as activateCommand } from './commands/activate';
import { askTermination as askTerminationCommand } from './commands/ask-termination';
import { deactivateSimCards as deactivateCommand } from './commands/deactivate';
import { quoteActivation as quoteCommand } from './commands/quote-activation';
import { terminateSimCard as terminateCommand } from './commands/terminate';
import { withdrawTermination as withdrawTerminationCommand } from './commands/withdraw-termination';
import { simCardMessages } from './messages';
import {
  activateSimCardsInput,
  deactivateSimCardsInput,
  quoteActivationInput,
  simCardInput,
  terminateSimCardInput,
} from './schema';

export const quoteActivation = action(
  quoteActivationInput,
  quoteCommand,
  simCardMessages,
  'simCards.activate',
);
export const activateSimCards = action(
  activateSimCardsInput,
  activateCommand,
  simCardMessages,
  'simCards.activate',
  { confirmed: true },
);
export const deactivateSimCards = action(
  deactivateSimCardsInput,
  deactivateCommand,
  simCardMessages,
  'simCards.deactivate',
);
export const askTermination = action(
  simCardInput,
  askTerminationCommand,
  simCardMessages,
  'simCards.askTermination',
  { confirmed: true },
);
export const withdrawTermination = action(
  simCardInput,
  withdrawTerminationCommand,
  simCardMessages,
  'simCards.withdrawTermination',
);
export const terminateSimCard = action(
  terminateSimCardInput,
  terminateCommand,
  simCardMessages,
  'simCards.terminate',
  { confirmed: true },
);
