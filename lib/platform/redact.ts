/** Names of fields whose value no log shows, whatever it is. */
const SECRET_NAME = /password|passwd|secret|token|authorization|cookie|api_?key|session_?id/i;

const quotedSecret =
  /(["']?)\b(password|passwordHash|secret|token|sid|authorization|cookie)\b\1(\s*[:=]\s*)(["'])(?:(?!\4)[^\\]|\\.)*\4/gi;

/** What gives itself away by its form, wherever in a text it stands; the order matters. */
const FORMS: readonly (readonly [form: RegExp, shown: string | ((found: string) => string)])[] = [
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s:@/]*:[^\s@/]+@/gi, '•••@'],
  [/\$argon2[a-z]*\$[^\s"'`]+/g, '•••'],
  [/\bey[\w-]{10,}(?:\.[\w-]*){2,4}/g, '•••'],
  [/\b(?:Bearer|Basic)\s+[\w.~+/=-]{6,}/gi, '•••'],
  [/\b(?:__Host-|__Secure-)?(?:kassa|next-auth)[\w.-]*=[^\s;,"']+/gi, '•••'],
  [/[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, '•••@•••'],
  [/(?<![\w-])\d(?:[ \u00a0-]?\d){14,20}(?![\w-])/g, (found) => `•••${found.replace(/\D/g, '').slice(-4)}`],
  [
    /(?<![\w-])(?:\+7|8)[ \u00a0-]?\(?9\d{2}\)?[ \u00a0-]?\d{3}[ \u00a0-]?\d{2}[ \u00a0-]?\d{2}(?!\d)/g,
    '•••',
  ],
  [/(?<![\w-])[0-9a-f]{40,}(?![\w-])/gi, '•••'],
];

/**
 * A text as a log may keep it: without passwords, tokens, cookies, e-mail addresses, telephones, and without the whole
 * number of a bank card, smart card or device, of which the last four digits stay. `settings`: secrets of this process.
 */
export function redacted(text: string, settings: readonly string[] = []): string {
  let shown = text;
  for (const secret of settings) shown = shown.replaceAll(secret, '•••');
  shown = shown.replace(quotedSecret, '$2$3•••');
  for (const [form, by] of FORMS) {
    shown = typeof by === 'string' ? shown.replace(form, by) : shown.replace(form, by);
  }
  return shown;
}

/** The same of a named value: a name that promises a secret is enough. */
export const redactedField = (name: string, value: string, settings: readonly string[] = []): string =>
  SECRET_NAME.test(name) ? '•••' : redacted(value, settings);
