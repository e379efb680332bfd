'use server';

import { action } from '@/lib/platform/action';
import { resetReceiptSetting as reset } from './commands/reset-receipt-setting';
import { setReceiptSetting as set } from './commands/set-receipt-setting';
import { receiptSettingMessages } from './messages';
import { resetReceiptSettingInput, setReceiptSettingInput } from './schema';

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
