import { LINK_DAYS } from '../address-confirmation.rule';

export interface AddressLetter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (char) => `&#${String(char.charCodeAt(0))};`);

/** One line: a name with a line break in it stays a name. */
const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim();

const days = `${LINK_DAYS} дней`;
const LABEL = 'Подтвердить адрес';

/** The letter that asks the owner of a box whether receipts may come to it: text and HTML say the same. */
export function addressLetter({
  organization,
  address,
  href,
}: {
  readonly organization: string;
  readonly address: string;
  /** page with the button; opening it changes nothing */
  readonly href: string;
}): AddressLetter {
  const name = oneLine(organization);
  const subject = 'Подтвердите адрес для кассовых чеков';
  const paragraphs = [
    'Здравствуйте.',
    `${name} указала адрес ${address} адресом по умолчанию: на него будут приходить чеки, когда покупатель не назвал свой адрес.`,
    `Если ящик ваш и вы согласны, откройте страницу и нажмите «${LABEL}». Ссылка действует ${days}. Пока адрес не подтверждён, чеки на него не отправляются.`,
  ];
  const footer =
    'Если вы не знаете, о чём речь, ничего не делайте: без вашего согласия чеков не будет. Кассовый кабинет.';
  const text = [...paragraphs, `${LABEL}: ${href}`, `-- \n${footer}`].join('\n\n');
  const paragraph = (words: string, style = '') =>
    `<p style="margin:0 0 16px;${style}">${escapeHtml(words)}</p>`;
  const html = `<!doctype html>
<html lang="ru">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${subject}</title></head>
<body style="margin:0;padding:16px;background:#f6f4ef;color:#1f2430;font:16px/1.45 sans-serif">
<div style="max-width:560px;margin:0 auto;padding:24px;background:#fdfcf9;border:1px solid #d8d3c8;overflow-wrap:anywhere">
${paragraphs.map((words) => paragraph(words)).join('\n')}
<p style="margin:24px 0"><a href="${escapeHtml(href)}" style="display:inline-block;padding:12px 20px;background:#14603f;color:#ffffff;font-weight:600;text-decoration:none;border-radius:6px">${LABEL}</a></p>
${paragraph(footer, 'color:#5c6070;font-size:13px')}
</div>
</body>
</html>`;
  return { subject, text: `${text}\n`, html };
}
