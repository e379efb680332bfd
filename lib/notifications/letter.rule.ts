/** What a letter says, before it has an addressee. */
export interface LetterParts {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** what to do next: the words of the button and a path of the cabinet */
  readonly action: { readonly label: string; readonly path: string };
  /** why it has come to this address; it goes to those who see money where nothing else is said */
  readonly because?: string;
}

export interface WrittenLetter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (char) => `&#${String(char.charCodeAt(0))};`);

/** One line: a name with a line break in it makes no header of its own. */
const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim();

const paragraph = (text: string, style = ''): string =>
  `<p style="margin:0 0 16px;${style}">${escapeHtml(text)}</p>`;

/** The letter as it is sent: plain text and HTML that say the same. `organization` null: it is to the person, whatever they belong to. */
export function writeLetter(
  parts: LetterParts,
  facts: { readonly name: string; readonly organization: string | null; readonly appUrl: string },
): WrittenLetter {
  const subject = oneLine(parts.subject);
  const href = `${facts.appUrl.replace(/\/$/, '')}${parts.action.path}`;
  const greeting = facts.name === '' ? 'Здравствуйте.' : `${oneLine(facts.name)}, здравствуйте.`;
  const because = parts.because ?? 'Письмо пришло, потому что у вас есть доступ к финансам организации.';
  const footer =
    facts.organization === null
      ? 'Кассовый кабинет. Письмо пришло, потому что этот адрес указали в кабинете. Пароль и коды мы в письмах не спрашиваем.'
      : `Кассовый кабинет, ${oneLine(facts.organization)}. ${because}`;
  const paragraphs = parts.paragraphs.map(oneLine);
  const text = [greeting, ...paragraphs, `${parts.action.label}: ${href}`, `-- \n${footer}`].join('\n\n');
  const html = `<!doctype html>
<html lang="ru">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:16px;background:#f6f4ef;color:#1f2430;font:16px/1.45 sans-serif">
<div style="max-width:560px;margin:0 auto;padding:24px;background:#fdfcf9;border:1px solid #d8d3c8;overflow-wrap:anywhere">
${[greeting, ...paragraphs].map((each) => paragraph(each)).join('\n')}
<p style="margin:24px 0"><a href="${escapeHtml(href)}" style="display:inline-block;padding:12px 20px;background:#14603f;color:#ffffff;font-weight:600;text-decoration:none;border-radius:6px">${escapeHtml(parts.action.label)}</a></p>
${paragraph(footer, 'color:#5c6070;font-size:13px')}
</div>
</body>
</html>`;
  return { subject, text: `${text}\n`, html };
}
