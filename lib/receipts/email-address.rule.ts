import { type Result, refusal, success } from '@/lib/core/result';
import { mailDomains } from './mail-domains.rule';

/** Tag 1117 of the receipt holds no more (domain.md B5.1). */
const LONGEST_ADDRESS = 64;

export type AddressProblem =
  'EMPTY' | 'SEVERAL' | 'SPACE' | 'NO_AT' | 'TOO_MANY_AT' | 'BAD_NAME' | 'BAD_DOMAIN' | 'TOO_LONG';

export const addressProblems: Record<AddressProblem, string> = {
  EMPTY: 'Введите адрес, например cheki@company.ru',
  SEVERAL: 'Здесь помещается только один адрес: уберите запятую или точку с запятой',
  SPACE: 'В адресе есть пробел: уберите его',
  NO_AT: 'В адресе нет знака @: проверьте, дописан ли он',
  TOO_MANY_AT: 'В адресе больше одного знака @',
  BAD_NAME: 'До знака @ могут стоять только латинские буквы, цифры, точка и дефис',
  BAD_DOMAIN: 'После знака @ нужно имя сервера, например mail.ru',
  TOO_LONG: `Адрес длиннее ${LONGEST_ADDRESS} знаков: он не поместится в чек`,
};

const NAME = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** `почта.рф` → `xn--…`; null when it is not a name of a server. */
function asciiDomain(domain: string): string | null {
  if (!/^[\p{L}\p{N}.-]+$/u.test(domain)) return null;
  let ascii: string;
  try {
    ascii = new URL(`http://${domain}`).hostname;
  } catch {
    return null;
  }
  const labels = ascii.split('.');
  const zone = labels.at(-1) ?? '';
  const fits = labels.length >= 2 && labels.every((label) => LABEL.test(label));
  return fits && zone.length >= 2 && /[a-z]/.test(zone) ? ascii : null;
}

/**
 * One address as a receipt can carry it: trimmed, domain in lower case, national domains allowed, at most 64
 * characters in ASCII form (domain.md B5.7). Whether the box exists is not checked: the terminal does not either.
 */
export function checkAddress(text: string): Result<string, AddressProblem> {
  const typed = text.trim();
  if (typed === '') return refusal('EMPTY');
  if (/[,;]/.test(typed)) return refusal('SEVERAL');
  if (/\s/.test(typed)) return refusal('SPACE');
  const [name = '', domain, ...more] = typed.split('@');
  if (domain === undefined) return refusal('NO_AT');
  if (more.length > 0) return refusal('TOO_MANY_AT');
  if (!NAME.test(name)) return refusal('BAD_NAME');
  const ascii = asciiDomain(domain.toLowerCase());
  if (ascii === null) return refusal('BAD_DOMAIN');
  if (name.length + 1 + ascii.length > LONGEST_ADDRESS) return refusal('TOO_LONG');
  return success(`${name}@${domain.toLowerCase()}`);
}

/** The form that goes into the receipt and into a letter. */
export function asciiAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return address.slice(0, at + 1) + (asciiDomain(address.slice(at + 1)) ?? address.slice(at + 1));
}

/** Domains up to this length are a slip away from too many real ones. */
const SHORT = 5;

/** One letter changed, missing, added, or two neighbours swapped. */
function oneSlipAway(typed: string, meant: string): boolean {
  if (typed === meant || Math.abs(typed.length - meant.length) > 1) return false;
  let start = 0;
  while (start < typed.length && typed[start] === meant[start]) start += 1;
  const [restTyped, restMeant] = [typed.slice(start), meant.slice(start)];
  if (restTyped.slice(1) === restMeant.slice(1)) return true;
  if (restTyped.slice(1) === restMeant || restTyped === restMeant.slice(1)) return true;
  const swapped = (restTyped[1] ?? '') + (restTyped[0] ?? '') + restTyped.slice(2);
  return swapped === restMeant;
}

/** «name@mail.ry» → «name@mail.ru»: a hint, never a refusal. Null when nothing looks like a slip. */
export function likelyMeant(address: string): string | null {
  const typed = address.trim();
  const at = typed.lastIndexOf('@');
  const domain = typed.slice(at + 1).toLowerCase();
  if (at < 1 || mailDomains.includes(domain)) return null;
  const meant = mailDomains.find((known) => known.length > SHORT && oneSlipAway(domain, known));
  return meant ? `${typed.slice(0, at)}@${meant}` : null;
}
