'use server';

import { action } from '@/lib/platform/action';
import { activateSimCards as activateCommand } from './commands/activate';
import { deactivateSimCards as deactivateCommand } from './commands/deactivate';
import { quoteActivation as quoteCommand } from './commands/quote-activation';
import { simCardMessages } from './messages';
import { activateSimCardsInput, deactivateSimCardsInput, quoteActivationInput } from './schema';

export const quoteActivation = action(quoteActivationInput, quoteCommand, simCardMessages);
export const activateSimCards = action(activateSimCardsInput, activateCommand, simCardMessages);
export const deactivateSimCards = action(deactivateSimCardsInput, deactivateCommand, simCardMessages);
