const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const HOST = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
const LONGEST = 254;

export type EmailRead =
  | { readonly ok: true; readonly email: string }
  | { readonly ok: false; readonly reason: 'SHAPE' }
  /** a letter that only looks like one of the address */
  | { readonly ok: false; readonly reason: 'LOOKALIKE'; readonly sign: string };

/** A domain in letters of one alphabet, as the network knows it; null: letters of several in one label, or none. */
function hostOf(domain: string): string | null {
  for (const label of domain.split('.')) {
    const alphabets = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u].filter((each) => each.test(label));
    if (alphabets.length > 1 || /[^\p{Script=Latin}\p{Script=Cyrillic}\d-]/u.test(label)) return null;
  }
  const url = `http://${domain}`;
  return URL.canParse(url) ? new URL(url).hostname : null;
}

/**
 * An address as it is kept and compared: without outer spaces, in the compatible Unicode form, lower case, a Russian
 * domain as `xn--…`. Letters that only look Latin are refused and named: two addresses that look the same are one.
 */
export function readEmail(text: string): EmailRead {
  const given = text.normalize('NFKC').trim().toLowerCase();
  const at = given.lastIndexOf('@');
  const local = given.slice(0, at);
  const domain = given.slice(at + 1);
  if (at < 1 || given.length > LONGEST || local.length > 64) return { ok: false, reason: 'SHAPE' };
  const strange = /[^\p{ASCII}]/u.exec(local)?.[0];
  if (strange !== undefined) return { ok: false, reason: 'LOOKALIKE', sign: strange };
  const foreign = /[^\p{ASCII}]/u.exec(domain)?.[0];
  const host = hostOf(domain);
  if (foreign !== undefined && host === null) return { ok: false, reason: 'LOOKALIKE', sign: foreign };
  if (host === null || !LOCAL.test(local) || !HOST.test(host)) return { ok: false, reason: 'SHAPE' };
  const email = `${local}@${host}`;
  return email.length > LONGEST ? { ok: false, reason: 'SHAPE' } : { ok: true, email };
}

/** Why an address is not taken, for the person who types it. */
export const emailProblem = (read: EmailRead): string | null =>
  read.ok
    ? null
    : read.reason === 'SHAPE'
      ? 'Введите адрес вида name@company.ru'
      : `В адресе знак «${read.sign}», которого в адресах не бывает: возможно, это буква другой раскладки. Наберите адрес латиницей`;
