'use server';

import { action } from '@/lib/platform/action';
import { cancelCardOrder as cancelCommand } from './commands/cancel-order';
import { createCardOrder as createCommand } from './commands/create-order';
import { payCardOrder as payCommand } from './commands/pay-order';
import { cardOrderMessages } from './messages';
import { cardOrderInput, createCardOrderInput } from './schema';

export const createCardOrder = action(createCardOrderInput, createCommand, cardOrderMessages);
export const payCardOrder = action(cardOrderInput, payCommand, cardOrderMessages);
export const cancelCardOrder = action(cardOrderInput, cancelCommand, cardOrderMessages);
