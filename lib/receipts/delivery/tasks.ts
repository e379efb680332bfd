/** Takes every letter that is due to the mail server; one task for all organizations. */
export const DELIVER = 'receipts.deliver';
/** Takes one letter that asks the owner of a default address to the mail server. */
export const SEND_ADDRESS_LETTER = 'receipts.send-address-letter';
