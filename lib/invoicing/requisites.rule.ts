const digitsOf = (text: string): number[] => [...text].map(Number);
const weighed = (digits: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, i) => sum + weight * (digits[i] ?? 0), 0);

const KEY = [7, 1, 3];
const TEN = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const ELEVEN = [7, ...TEN];
const TWELVE = [3, ...ELEVEN];

/** Ten digits of a legal entity or twelve of a sole proprietor, with right check digits (domain.md B6, F). */
export function isInn(text: string): boolean {
  if (!/^(\d{10}|\d{12})$/.test(text)) return false;
  const digits = digitsOf(text);
  const check = (weights: readonly number[]) =>
    (weighed(digits, weights) % 11) % 10 === digits[weights.length];
  return text.length === 10 ? check(TEN) : check(ELEVEN) && check(TWELVE);
}

/** Twenty digits whose key fits the bank's БИК: of a settlement account, or of the bank's correspondent account. */
export function isAccount(account: string, bik: string, kind: 'SETTLEMENT' | 'CORRESPONDENT'): boolean {
  if (!/^\d{20}$/.test(account) || !/^\d{9}$/.test(bik)) return false;
  const head = kind === 'SETTLEMENT' ? bik.slice(6) : `0${bik.slice(4, 6)}`;
  const sum = digitsOf(head + account).reduce(
    (total, digit, i) => total + ((digit * (KEY[i % 3] ?? 0)) % 10),
    0,
  );
  return sum % 10 === 0;
}

/** What of the buyer's requisites a document will lack; without a right ИНН there is no document. */
export function missingRequisite(buyer: {
  readonly kind: 'LEGAL_ENTITY' | 'SOLE_PROPRIETOR';
  readonly inn: string;
  readonly kpp: string | null;
}): 'INN' | 'KPP' | null {
  const isCompany = buyer.kind === 'LEGAL_ENTITY';
  if (!isInn(buyer.inn) || buyer.inn.length !== (isCompany ? 10 : 12)) return 'INN';
  return isCompany && buyer.kpp === null ? 'KPP' : null;
}
