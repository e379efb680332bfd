/** The check digit of a number is right (Luhn). */
export function luhn(digits: string): boolean {
  const sum = Array.from(digits, Number)
    .reverse()
    .map((digit, at) => (at % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2))
    .reduce((left, right) => left + right, 0);
  return sum % 10 === 0;
}

export const isImei = (text: string): boolean => /^\d{15}$/.test(text) && luhn(text);
