import { gunzipSync } from 'node:zlib';
import { get } from 'node:http';
import { Refusal } from '../../scripts/lib/say.mjs';

interface Answer {
  readonly status: number;
  readonly bytes: number;
  readonly text: string;
}

/** One answer, with the bytes as they went over the wire. */
function ask(url: string, cookie: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = get(
      url,
      { headers: { cookie, 'accept-encoding': 'gzip' }, timeout: 20_000 },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const body = Buffer.concat(parts);
          const packed = response.headers['content-encoding'] === 'gzip';
          const text = (packed ? gunzipSync(body) : body).toString('utf8');
          resolve({ status: response.statusCode ?? 0, bytes: body.length, text });
        });
      },
    );
    request.on('timeout', () => request.destroy(new Error(`${url}: нет ответа`)));
    request.on('error', reject);
  });
}

/** The page's HTML; any answer but 200 ends the measuring. */
export async function html(url: string, cookie = ''): Promise<string> {
  const { status, text } = await ask(url, cookie);
  if (status !== 200) throw new Refusal(`Страница ${url} ответила ${status}.`);
  return text;
}

const unescaped = (text: string) => text.replaceAll('&amp;', '&');

const found = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].flatMap((match) => (match[1] === undefined ? [] : [unescaped(match[1])]));

export interface Transfer {
  readonly scriptBytes: number;
  readonly scripts: number;
  /** the document and all that its HTML and style sheets name: an upper bound of a cold visit */
  readonly requests: number;
}

/** What a browser without a cache is told to fetch for the page. */
export async function transferOf(pageUrl: string, cookie = ''): Promise<Transfer> {
  const page = await html(pageUrl, cookie);
  const absolute = (links: string[], base: string) =>
    links.map((link) => new URL(link, base).href.split('#')[0] ?? '');
  const modern = page.replace(/<script[^>]* nomodule[^>]*>/gi, '');
  const scripts = new Set(absolute(found(modern, /<script[^>]*? src="([^"]+)"/g), pageUrl));
  const others = new Set(absolute(found(page, /<(?:link|use|img)[^>]*? (?:href|src)="([^"]+)"/g), pageUrl));
  let scriptBytes = 0;
  for (const url of scripts) scriptBytes += (await ask(url, cookie)).bytes;
  for (const url of [...others].filter((each) => each.includes('.css'))) {
    const links = found((await ask(url, cookie)).text, /url\("?([^")]+)"?\)/g).filter(
      (link) => !link.startsWith('data:'),
    );
    for (const link of absolute(links, url)) others.add(link);
  }
  for (const url of scripts) others.delete(url);
  return { scriptBytes, scripts: scripts.size, requests: 1 + scripts.size + others.size };
}
