import { encode } from 'next-auth/jwt';
import { Refusal, say, step } from '../../scripts/lib/say.mjs';
import { alternate, type Target } from '../lib/load';
import { residentMb } from '../lib/machine';
import { builtReference } from '../lib/reference';
import { kilobytes, ms, perSecond, table, times, verdict } from '../lib/report';
import type { Server, Stand } from '../lib/stand';
import { html, transferOf } from '../lib/transfer';
import { someDigits, fill, type Filled, firstActive, middleCard, moreSessions } from './data';

const FEW = 100;
const MANY = 100_000;
const SESSIONS = 100;

interface Site extends Server {
  readonly cookie: string;
  /** of the sessions that ask in turn; the reference has no limit and needs one only */
  readonly cookies?: readonly string[];
}

interface Sites {
  readonly many: Site;
  readonly few: Site;
  readonly reference: Site;
}

async function productCookie(stand: Stand, userId: string, sessionId: string): Promise<string> {
  const token = await encode({ token: { sub: userId, sid: sessionId }, secret: stand.authSecret });
  return `kassa-session=${token}`;
}

async function productCookies(stand: Stand, databaseUrl: string, { userId, sessionId }: Filled) {
  const others = await moreSessions(databaseUrl, userId, SESSIONS);
  return {
    cookie: await productCookie(stand, userId, sessionId),
    cookies: await Promise.all(others.map((id) => productCookie(stand, userId, id))),
  };
}

const page = ({ url, cookie, cookies, pid }: Site, path: string): Target =>
  inTurn({ url: url + path, cookie, pid }, cookies);

/** The same page, asked for by one session after another. */
function inTurn(target: Target, cookies: readonly string[] | undefined): Target {
  if (!cookies) return target;
  const { pathname, search } = new URL(target.url);
  const requests = cookies.map((cookie) => ({
    method: 'GET' as const,
    path: pathname + search,
    headers: { cookie },
  }));
  return {
    ...target,
    turns: (connection) => [...requests.slice(connection * 10), ...requests.slice(0, connection * 10)],
  };
}

async function requireCards(target: Target, ids: readonly string[]): Promise<void> {
  const text = await html(target.url, target.cookie);
  const missing = ids.filter((id) => !text.includes(`/sim-cards/${id}`));
  if (missing.length === 0) return;
  throw new Refusal(`На странице ${target.url} нет ${missing.length} карт из ${ids.length}, мерить нечего.`);
}

/** The page after `cardId`, by the page's own link «Дальше» with the cursor moved. */
async function pageAfter(site: Site, cardId: string): Promise<Target> {
  const first = await html(`${site.url}/sim-cards`, site.cookie);
  const link = /<a[^>]*? rel="next"[^>]*>/.exec(first)?.[0];
  const href = /href="([^"]+)"/.exec(link ?? '')?.[1];
  if (href === undefined) throw new Refusal('На первой странице нет ссылки «Дальше».');
  const url = new URL(href.replaceAll('&amp;', '&'), site.url);
  if (!url.searchParams.has('after')) throw new Refusal('Ссылка «Дальше» ведёт не по ключу.');
  url.searchParams.set('after', cardId);
  return page(site, url.pathname + url.search);
}

async function againstReference({ many, reference }: Sites, databaseUrl: string): Promise<void> {
  const ours = page(many, '/sim-cards?state=ACTIVE');
  const theirs = page(reference, '/?state=ACTIVE');
  const ids = await firstActive(databaseUrl);
  for (const target of [ours, theirs]) await requireCards(target, ids);
  const plan = { connections: 10, warmUpSeconds: 6, roundSeconds: 7, rounds: 4 };
  const [product, bare] = await alternate([ours, theirs], plan);
  if (!product || !bare) return;

  say(`\nСписок: 50 из ${MANY.toLocaleString('ru')} карт, отбор по состоянию, вход выполнен, 10 соединений.`);
  say(`Медиана ${plan.rounds} раундов по ${plan.roundSeconds} с, попеременно с образцом.`);
  const rate = product.perSecond / bare.perSecond;
  const slow = product.p95Ms / bare.p95Ms;
  table([
    ['', 'кабинет', 'образец', 'отношение', ''],
    [
      'скорость',
      perSecond(product.perSecond),
      perSecond(bare.perSecond),
      times(rate),
      verdict({ value: rate, limit: 0.6, at: 'least' }),
    ],
    ['процессор', ms(product.cpuMs), ms(bare.cpuMs), times(product.cpuMs / bare.cpuMs), ''],
    ['p50', ms(product.p50Ms), ms(bare.p50Ms), times(product.p50Ms / bare.p50Ms), ''],
    ['p95', ms(product.p95Ms), ms(bare.p95Ms), times(slow), verdict({ value: slow, limit: 1.6, at: 'most' })],
  ]);
}

const found = async ({ url, cookie }: Target): Promise<number> => {
  const links = (await html(url, cookie)).match(/href="\/sim-cards\/[0-9a-f-]{36}/g);
  return new Set(links).size;
};

/** A search that finds most nearly as many cards among many as among few, so that little but the size differs. */
async function evenSearch(
  { many, few }: Sites,
  fewUrl: string,
): Promise<[name: string, few: Target, many: Target]> {
  const rated: { hits: [number, number]; pair: [Target, Target] }[] = [];
  for (const digits of await someDigits(fewUrl)) {
    const pair: [Target, Target] = [
      page(few, `/sim-cards?q=${digits}`),
      page(many, `/sim-cards?q=${digits}`),
    ];
    rated.push({ hits: [await found(pair[0]), await found(pair[1])], pair });
  }
  const [best] = rated.sort((a, b) => Math.abs(a.hits[1] - a.hits[0]) - Math.abs(b.hits[1] - b.hits[0]));
  if (!best || best.hits[0] === 0) throw new Refusal('Поиск по пяти цифрам ничего не нашёл, мерить нечего.');
  return [`поиск по 5 цифрам (нашлось ${best.hits[0]} и ${best.hits[1]})`, ...best.pair];
}

async function bySize(sites: Sites, manyUrl: string, fewUrl: string): Promise<void> {
  const { many, few } = sites;
  const pairs: [name: string, few: Target, many: Target][] = [
    ['первая страница', page(few, '/sim-cards'), page(many, '/sim-cards')],
    [
      'средняя страница',
      await pageAfter(few, await middleCard(fewUrl)),
      await pageAfter(many, await middleCard(manyUrl)),
    ],
    await evenSearch(sites, fewUrl),
  ];
  const rows = [['p50', `${FEW} карт`, `${MANY.toLocaleString('ru')} карт`, 'отношение', '']];
  const plan = { connections: 1, warmUpSeconds: 2, roundSeconds: 3, rounds: 3 };
  for (const [name, small, large] of pairs) {
    const [at100, at100000] = await alternate([small, large], plan);
    if (!at100 || !at100000) continue;
    const value = at100000.p50Ms / at100.p50Ms;
    rows.push([
      name,
      ms(at100.p50Ms),
      ms(at100000.p50Ms),
      times(value),
      verdict({ value, limit: 1.5, at: 'most' }),
    ]);
  }
  say('\nТа же страница при разном числе карт, одно соединение.');
  table(rows);
}

async function transfers({ many, reference }: Sites): Promise<void> {
  const empty = await transferOf(`${reference.url}/empty`);
  const signIn = await transferOf(`${many.url}/sign-in`);
  const list = await transferOf(`${many.url}/sim-cards?state=ACTIVE`, many.cookie);
  const row = (name: string, { scriptBytes, scripts, requests }: typeof empty, limit?: number) => {
    const value = scriptBytes / empty.scriptBytes;
    const told = limit === undefined ? '' : verdict({ value, limit, at: 'most' });
    const count = limit === undefined ? '' : verdict({ value: requests, limit: 20, at: 'most' }, String);
    return [
      name,
      kilobytes(scriptBytes),
      `файлов ${scripts}`,
      times(value),
      told,
      `запросов ${requests}`,
      count,
    ];
  };
  say('\nJavaScript по сети (gzip); образец — пустая страница Next с одним клиентским компонентом.');
  table([row('образец', empty), row('вход', signIn, 1.1), row('список', list, 1.4)]);
}

export async function list(stand: Stand): Promise<void> {
  const referenceDir = await builtReference();
  let version = '';
  await step('База данных', async () => {
    version = await stand.startDatabase();
    return `PostgreSQL ${version}`;
  });
  let manyUrl = '';
  let fewUrl = '';
  let filled: Filled[] = [];
  await step('Данные', async () => {
    manyUrl = await stand.migratedDatabase('many');
    fewUrl = await stand.migratedDatabase('few', 'many');
    filled = [await fill(manyUrl, MANY), await fill(fewUrl, FEW)];
  });
  const [ofMany, ofFew] = filled;
  if (!ofMany || !ofFew) return;

  let sites: Sites | undefined;
  await step('Серверы', async () => {
    const many = await stand.startProduct('many', manyUrl);
    const few = await stand.startProduct('few', fewUrl);
    const reference = await stand.startReference(referenceDir, manyUrl);
    sites = {
      many: { ...many, ...(await productCookies(stand, manyUrl, ofMany)) },
      few: { ...few, ...(await productCookies(stand, fewUrl, ofFew)) },
      reference: { ...reference, cookie: `session=${ofMany.sessionId}` },
    };
  });
  if (!sites) return;

  await html(`${sites.many.url}/sign-in`);
  const idle = residentMb(sites.many.pid);
  await againstReference(sites, manyUrl);
  const loaded = residentMb(sites.many.pid);
  await bySize(sites, manyUrl, fewUrl);
  await transfers(sites);
  if (idle === null || loaded === null) return;
  say('\nПамять сервера.');
  const megabytes = (value: number) => `${value} МБ`;
  table([
    ['до нагрузки', megabytes(idle), verdict({ value: idle, limit: 300, at: 'most' }, megabytes)],
    ['после нагрузки', megabytes(loaded), verdict({ value: loaded, limit: 450, at: 'most' }, megabytes)],
  ]);
}
