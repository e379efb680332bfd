import { dictionary } from '@zxcvbn-ts/language-common';

const RUSSIAN = 'йцукенгшщзхъфывапролджэячсмитьбюё';
const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";

/** The keys that were pressed, read in the Latin layout: «пароль» is typed as «gfhjkm», and both are guessed first. */
const asLatin = (text: string): string =>
  [...text].map((sign) => LATIN[RUSSIAN.indexOf(sign)] ?? sign).join('');

let list: ReadonlySet<string> | undefined;

/** Among the passwords that are tried first, in either keyboard layout. `password`: in lower case. */
export function isCommonPassword(password: string): boolean {
  list ??= new Set(dictionary['passwords-common']);
  return list.has(password) || list.has(asLatin(password));
}
