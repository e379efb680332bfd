import { isInn } from '@/lib/core/requisites.rule';

const digitsOf = (text: string): number[] => [...text].map(Number);

const KEY = [7, 1, 3];

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
