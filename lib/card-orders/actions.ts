'use server';

import { action } from '@/lib/platform/action';
import { cancelCardOrder as cancelCommand } from './commands/cancel-order';
import { createCardOrder as createCommand } from './commands/create-order';
import { payCardOrder as payCommand } from './commands/pay-order';
import { refundReturnedOrder as refundCommand } from './commands/refund-returned';
import { removeDeliveryAddress as removeAddressCommand } from './commands/remove-address';
import { resendReturnedOrder as resendCommand } from './commands/resend-returned';
import { saveDeliveryAddress as saveAddressCommand } from './commands/save-address';
import { saveCardOrderDraft as saveDraftCommand } from './commands/save-draft';
import { addressMessages, cardOrderMessages } from './messages';
import {
  addressInput,
  cardOrderInput,
  createCardOrderInput,
  draftCardOrderInput,
  resendCardOrderInput,
  saveAddressInput,
} from './schema';

export const createCardOrder = action(
  createCardOrderInput,
  createCommand,
  cardOrderMessages,
  'cardOrders.create',
);
export const saveCardOrderDraft = action(
  draftCardOrderInput,
  saveDraftCommand,
  cardOrderMessages,
  'cardOrders.draft',
);
export const payCardOrder = action(cardOrderInput, payCommand, cardOrderMessages, 'cardOrders.pay', {
  confirmed: true,
});
export const cancelCardOrder = action(cardOrderInput, cancelCommand, cardOrderMessages, 'cardOrders.cancel');
export const refundReturnedOrder = action(
  cardOrderInput,
  refundCommand,
  cardOrderMessages,
  'cardOrders.refundReturned',
  { confirmed: true },
);
export const resendReturnedOrder = action(
  resendCardOrderInput,
  resendCommand,
  cardOrderMessages,
  'cardOrders.resend',
);
export const saveDeliveryAddress = action(
  saveAddressInput,
  saveAddressCommand,
  addressMessages,
  'cardOrders.changeAddress',
);
export const removeDeliveryAddress = action(
  addressInput,
  removeAddressCommand,
  addressMessages,
  'cardOrders.removeAddress',
);
