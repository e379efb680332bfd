import { tooManyText } from '@/lib/access/messages';

const LONGEST = 60;

/** 429 as a page of text; nothing of the address but the number of seconds reaches it. */
export function tooOftenPage(wait: string | null): Response {
  const asked = /^\d{1,2}$/.test(wait ?? '') ? Number(wait) : LONGEST;
  const seconds = Math.min(LONGEST, Math.max(1, asked));
  return new Response(
    `<!doctype html><html lang="ru"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
      `<title>Слишком часто — Кассовый кабинет</title><h1>Слишком часто</h1><p>${tooManyText(seconds)}</p>` +
      `<p><a href="/">На главную</a></p></html>`,
    {
      status: 429,
      headers: { 'content-type': 'text/html; charset=utf-8', 'retry-after': String(seconds) },
    },
  );
}
