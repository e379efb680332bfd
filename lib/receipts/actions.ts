'use server';

import { action } from '@/lib/platform/action';
import { applyReceiptChange as applyChange } from './commands/apply-receipt-change';
import { previewReceiptChange as previewChange } from './commands/preview-receipt-change';
import { resendAddressLetter as askAddress } from './commands/resend-address-letter';
import { resendReceipt as resend } from './commands/resend-receipt';
import { resetReceiptSetting as reset } from './commands/reset-receipt-setting';
import { setReceiptSetting as set } from './commands/set-receipt-setting';
import { addressLetterMessages, changeMessages, receiptSettingMessages, resendMessages } from './messages';
import {
  applyChangeInput,
  previewChangeInput,
  resendAddressLetterInput,
  resendReceiptInput,
  resetReceiptSettingInput,
  setReceiptSettingInput,
} from './schema';

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
export const resendAddressLetter = action(
  resendAddressLetterInput,
  askAddress,
  addressLetterMessages,
  'receipts.askAddress',
);
export const previewReceiptChange = action(
  previewChangeInput,
  previewChange,
  changeMessages,
  'receipts.previewChange',
);
export const applyReceiptChange = action(
  applyChangeInput,
  applyChange,
  changeMessages,
  'receipts.applyChange',
);
