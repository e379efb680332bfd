import { localDate } from '@/lib/core/local-date';
import { dateInText } from '@/lib/core/text';
import type { Mail } from '../mail.port';
import { type LetterReceipt, type Pair, printedReceipt, type PrintedReceipt } from './printed-receipt.rule';
import { qrImage } from './qr-image';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (char) => escapes[char] ?? char);

const QR_ID = 'fiscal-code@receipt';
const MUTED = 'color:#5d5a54';
const RULE = 'border-top:1px dashed #b8b3a8';
const CHECK = 'Чек можно проверить в приложении «Проверка чеков ФНС»: наведите камеру на код.';

const rowsHtml = (pairs: readonly Pair[], style = ''): string =>
  pairs
    .map(
      ([name, value]) =>
        `<tr><td style="padding:2px 8px 2px 0;${MUTED};${style}">${escaped(name)}</td><td align="right" style="padding:2px 0;word-break:break-word;${style}">${escaped(value)}</td></tr>`,
    )
    .join('');

const itemHtml = ({ name, calculation, notes }: PrintedReceipt['items'][number]): string =>
  `<tr><td colspan="2" style="padding:8px 0 0;word-break:break-word">${escaped(name)}</td></tr>
<tr><td style="padding:0 8px 8px 0;font-size:13px;${MUTED}">${escaped(notes)}</td><td align="right" style="padding:0 0 8px">${escaped(calculation)}</td></tr>`;

/** No outside pictures, styles or scripts: all of it travels in the letter. */
function html(printed: PrintedReceipt, subject: string): string {
  const [name = '', ...rest] = printed.seller;
  const table = (rows: string, style = '') =>
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;${style}">${rows}</table>`;
  return `<!doctype html>
<html lang="ru">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:24px 12px;background:#efece5;color:#1d2026;font:14px/1.45 -apple-system,'Segoe UI',Roboto,Arial,sans-serif;font-variant-numeric:tabular-nums">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:400px;background:#fff;border:1px solid #d9d4c8;text-align:left"><tr><td style="padding:24px 20px">
<div style="text-align:center;margin-bottom:16px"><strong style="font-size:16px">${escaped(name)}</strong>${rest.map((line) => `<br><span style="${MUTED}">${escaped(line)}</span>`).join('')}</div>
<h1 style="margin:0;font-size:20px;line-height:1.2;text-align:center">${escaped(printed.title)}</h1>
<p style="margin:4px 0 16px;text-align:center">${escaped(printed.heading)}</p>
${table(printed.items.map(itemHtml).join('\n'), RULE)}
${table(`<tr><td style="padding:12px 0;font-size:20px"><strong>Итог</strong></td><td align="right" style="padding:12px 0;font-size:20px"><strong>${escaped(printed.total)}</strong></td></tr>`, RULE)}
${table(rowsHtml([...printed.payments, ...printed.taxes]))}
<div style="height:16px"></div>
${table(rowsHtml(printed.requisites, 'font-size:13px'), RULE)}
<p style="margin:16px 0 0;text-align:center"><img src="cid:${QR_ID}" width="180" height="180" alt="Код для проверки чека: ${escaped(printed.qr)}" style="display:inline-block"></p>
<p style="margin:8px 0 0;font-size:13px;text-align:center;${MUTED}">${CHECK}</p>
</td></tr></table>
</td></tr></table>
</body>
</html>
`;
}

const WIDTH = 48;
const line = ([name, value]: Pair): string =>
  name.length + value.length + 1 > WIDTH
    ? `${name}:\n  ${value}`
    : `${name}${' '.repeat(WIDTH - name.length - value.length)}${value}`;

function text(printed: PrintedReceipt): string {
  const rule = '-'.repeat(WIDTH);
  return [
    ...printed.seller,
    '',
    printed.title.toUpperCase(),
    printed.heading,
    rule,
    ...printed.items.flatMap(({ name, calculation, notes }) => [
      name,
      line([notes ? `  ${notes}` : '', calculation]),
    ]),
    rule,
    line(['ИТОГ', printed.total]),
    ...printed.payments.map(line),
    ...printed.taxes.map(line),
    rule,
    ...printed.requisites.map(line),
    '',
    `Код для проверки: ${printed.qr}`,
    CHECK,
    '',
  ].join('\n');
}

export type LetterContent = Pick<Mail, 'fromName' | 'subject' | 'text' | 'html' | 'images'>;

/** The letter with a receipt: looks like one in HTML and in plain text, the code for checking is a picture within. */
export function receiptLetter(receipt: LetterReceipt, sender: string): LetterContent {
  const printed = printedReceipt(receipt, sender);
  const { seller, localTime } = receipt.content;
  const subject = `${printed.title}: ${printed.heading.toLowerCase()} ${printed.total}, ${dateInText(localDate(localTime.slice(0, 10)))}`;
  return {
    fromName: seller.name,
    subject,
    text: text(printed),
    html: html(printed, subject),
    images: [{ cid: QR_ID, name: 'fiscal-code.png', type: 'image/png', bytes: qrImage(printed.qr) }],
  };
}
