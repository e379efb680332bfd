'use server';

import { action } from '@/lib/platform/action';
import { resendReceipt as resend } from './commands/resend-receipt';
import { resetReceiptSetting as reset } from './commands/reset-receipt-setting';
import { setReceiptSetting as set } from './commands/set-receipt-setting';
import { receiptSettingMessages, resendMessages } from './messages';
import { resendReceiptInput, resetReceiptSettingInput, setReceiptSettingInput } from './schema';

export const setReceiptSetting = action(
  setReceiptSettingInput,
  set,
  receiptSettingMessages,
  'receipts.setReceiptSetting',
);
export const resetReceiptSetting = action(
  resetReceiptSettingInput,
  reset,
  receiptSettingMessages,
  'receipts.resetReceiptSetting',
);
export const resendReceipt = action(resendReceiptInput, resend, resendMessages, 'receipts.resend');
