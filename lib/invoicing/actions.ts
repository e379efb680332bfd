'use server';

import { action } from '@/lib/platform/action';
import { cancelInvoice as cancelInvoiceCommand } from './commands/cancel-invoice';
import { issueInvoice as issueInvoiceCommand } from './commands/issue-invoice';
import { invoicingMessages } from './messages';
import { invoiceInput, issueInvoiceInput } from './schema';

export const issueInvoice = action(
  issueInvoiceInput,
  issueInvoiceCommand,
  invoicingMessages,
  'invoicing.askInvoice',
);

export const cancelInvoice = action(
  invoiceInput,
  cancelInvoiceCommand,
  invoicingMessages,
  'invoicing.askCancel',
);
