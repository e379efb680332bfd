import type { Request } from 'autocannon';
import { Refusal, say, step } from '../../scripts/lib/say.mjs';
import { alternate, type Target } from '../lib/load';
import { residentMb } from '../lib/machine';
import { builtReference } from '../lib/reference';
import { ms, perSecond, table, times, verdict } from '../lib/report';
import type { Server, Stand } from '../lib/stand';
import { fill, heardSince } from './data';

const TERMINALS = 5_000;
const CONNECTIONS = 10;
const API = '/api/device/v1';

const beat = JSON.stringify({
  posVersion: '8.4.2',
  ofdMode: 'ONLINE',
  paper: 'OK',
  battery: 87,
  network: 'MOBILE',
  installed: [
    { slug: 'law-updates', version: '5.1.4' },
    { slug: 'email-receipts', version: '2.7.1' },
  ],
  pendingReceipts: 0,
  oldestPendingAt: null,
});

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

const heartbeat = (token: string): Request => ({
  method: 'POST',
  path: `${API}/heartbeat`,
  headers: { ...bearer(token), 'content-type': 'application/json' },
  body: beat,
});

const pull = (token: string, etag: string): Request => ({
  method: 'GET',
  path: `${API}/config`,
  headers: { ...bearer(token), 'if-none-match': etag },
});

/** What each terminal has: its configuration, fetched for the first time and reported as applied. */
async function applyConfigs({ url }: Server, tokens: readonly string[]): Promise<string[]> {
  const first = async (token: string): Promise<string> => {
    const answer = await fetch(url + API + '/config', { headers: bearer(token) });
    const { etag, modules } = (await answer.json()) as { etag: string; modules?: { slug: string }[] };
    if (answer.status !== 200 || modules?.length !== 2)
      throw new Refusal(`Настройки кассы не те: ответ ${answer.status}.`);
    const applied = { etag, modules: modules.map(({ slug }) => ({ slug, state: 'INSTALLED' })) };
    const { status } = await fetch(url + API + '/applied', {
      method: 'POST',
      headers: { ...bearer(token), 'content-type': 'application/json' },
      body: JSON.stringify(applied),
    });
    if (status !== 200) throw new Refusal(`Касса не смогла сообщить, что применила: ответ ${status}.`);
    return answer.headers.get('etag') ?? '';
  };
  const etags: string[] = [];
  for (let at = 0; at < tokens.length; at += CONNECTIONS)
    etags.push(...(await Promise.all(tokens.slice(at, at + CONNECTIONS).map(first))));
  return etags;
}

/**
 * Every connection has terminals of its own: no terminal speaks twice at once. Each round begins a fifth further on, so
 * that all have their turn.
 */
function shared(requests: readonly (readonly Request[])[]): (connection: number) => Request[] {
  const own = Array.from({ length: CONNECTIONS }, (_, at) =>
    requests.filter((_request, index) => index % CONNECTIONS === at),
  );
  return (connection) => {
    const turns = own[connection] ?? [];
    turns.push(...turns.splice(0, Math.ceil(turns.length / 5)));
    return turns.flat();
  };
}

/** `npm run bench -- devices`: heartbeats and pulls of five thousand terminals beside a route that does nothing. */
export async function devices(stand: Stand): Promise<void> {
  const referenceDir = await builtReference();
  let databaseUrl = '';
  let tokens: string[] = [];
  await step('База данных', async () => `PostgreSQL ${await stand.startDatabase({ durable: true })}`);
  await step('Данные', async () => {
    databaseUrl = await stand.migratedDatabase('devices');
    tokens = await fill(databaseUrl, TERMINALS);
    return `касс ${TERMINALS.toLocaleString('ru')}`;
  });
  const product = await stand.startProduct('product', databaseUrl, 'production');
  const reference = await stand.startReference(referenceDir, databaseUrl);
  const idle = residentMb(product.pid);
  let etags: string[] = [];
  await step('Настройки применены кассами', async () => {
    etags = await applyConfigs(product, tokens);
  });

  const started = new Date();
  const both = tokens.map((token, at) => [heartbeat(token), pull(token, etags[at] ?? '')]);
  const of = (requests: readonly (readonly Request[])[], statuses: number[]): Target => ({
    url: product.url,
    cookie: '',
    pid: product.pid,
    turns: shared(requests),
    statuses,
  });
  const targets: Target[] = [
    of(both, [200, 304]),
    of(
      both.map(([first]) => (first ? [first] : [])),
      [200],
    ),
    of(
      both.map(([, second]) => (second ? [second] : [])),
      [304],
    ),
    { url: `${reference.url}/nothing`, cookie: '', pid: reference.pid },
  ];
  const plan = { connections: CONNECTIONS, warmUpSeconds: 8, roundSeconds: 6, rounds: 4 };
  const [mixed, beats, pulls, empty] = await alternate(targets, plan);
  if (!mixed || !beats || !pulls || !empty) return;
  const heard = await heardSince(databaseUrl, started);
  if (heard === 0) throw new Refusal('Ни одно сообщение о состоянии не записано.');

  say(
    `\nКассы: ${TERMINALS.toLocaleString('ru')}, ${CONNECTIONS} соединений; образец — пустой обработчик Next.`,
  );
  say(`Медиана ${plan.rounds} раундов по ${plan.roundSeconds} с, попеременно.`);
  const row = (name: string, of: typeof mixed, limit?: number) => {
    const value = of.perSecond / empty.perSecond;
    const told = limit === undefined ? '' : verdict({ value, limit, at: 'least' });
    return [name, perSecond(of.perSecond), ms(of.cpuMs), `p95 ${ms(of.p95Ms)}`, times(value), told];
  };
  table([
    ['', 'скорость', 'процессор', '', 'отношение', ''],
    row('состояние и настройки поровну', mixed, 0.6),
    row('только состояние', beats),
    row('только настройки', pulls),
    row('образец', empty),
  ]);
  say(`\nЗаписано состояние ${heard.toLocaleString('ru')} касс.`);
  const loaded = residentMb(product.pid);
  if (idle === null || loaded === null) return;
  say(`Память сервера: ${idle} МБ до нагрузки, ${loaded} МБ после.`);
}
