/** Separators, quotes, control characters and marks that turn text around: in no name of a file. */
const FORBIDDEN = /[\\/:*?"<>|\p{Cc}\p{Cf}\p{Cs}]/gu;

/** Beside letters and digits RFC 5987 lets fewer marks stand than encodeURIComponent does. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * Value of Content-Disposition for a file that is saved (RFC 6266): the whole name in UTF-8, and before it what is left
 * of it in ASCII for those who cannot read that.
 */
export function attachment(name: string): string {
  const safe = name.replace(FORBIDDEN, ' ').replace(/\s+/g, ' ').trim();
  const [, base = '', extension = ''] = /^(.*?)(\.\w+)?$/.exec(safe) ?? [];
  const words = base
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/[%\s]+/g, ' ')
    .trim();
  return `attachment; filename="${words || 'file'}${extension}"; filename*=UTF-8''${encoded(safe)}`;
}
