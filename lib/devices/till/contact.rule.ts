import { contactOf } from '@/lib/receipts/contact.rule';
import { addressProblems, checkAddress } from '@/lib/receipts/email-address.rule';

/** What is wrong with what the buyer named, in words; null: nothing, or nothing was named. */
export function contactProblem(typed: string): string | null {
  const text = typed.trim();
  if (text === '' || contactOf(text)) return null;
  if (/^[+\d\s()-]+$/.test(text)) return 'В номере телефона 11 цифр: проверьте, все ли на месте';
  const address = checkAddress(text);
  return address.ok ? null : addressProblems[address.code];
}
