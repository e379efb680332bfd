/** Takes every letter that is due to the mail server; one task for all organizations. */
export const DELIVER = 'receipts.deliver';
