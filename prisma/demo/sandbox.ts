import { randomInt, randomUUID } from 'node:crypto';
import type { LocalDate } from '@/lib/core/local-date';
import { EnvError, outsideSetting } from '@/lib/platform/env';
import { DEMO_LIMIT_MB } from './one-card';
import type { MadeCard } from './sim-cards';
import type { MadeTerminal } from './terminals';

/** A telephone that a card has been put into. */
const STRANGE_DEVICE = '490154203237518';

/** Null where the stand-ins of the outside world do not run. */
function addressOf(name: string): string | null {
  try {
    return outsideSetting(name);
  } catch (error) {
    if (error instanceof EnvError) return null;
    throw error;
  }
}

async function send(method: 'PUT' | 'POST', url: string, body: unknown): Promise<void> {
  const response = await fetch(url, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`Песочница ответила ${response.status} на ${new URL(url).pathname}`);
  await response.arrayBuffer();
}

function stateAtOperator({ state }: MadeCard): 'ready' | 'active' | 'inactive' | 'terminated' {
  if (state === 'ACTIVE' || state === 'DEACTIVATING') return 'active';
  if (state === 'INACTIVE' || state === 'SUSPENDED') return 'inactive';
  return state === 'TERMINATED' ? 'terminated' : 'ready';
}

/** Operators learn the cards as they stand, so that switching them later starts from the right state. */
export async function registerCards(
  cards: readonly MadeCard[],
  terminals: readonly MadeTerminal[],
  today: LocalDate,
): Promise<void> {
  const imeis = new Map(terminals.map(({ name, imei }) => [name, imei]));
  for (const operator of ['mts', 'megafon'] as const) {
    const url = addressOf(`OPERATOR_${operator.toUpperCase()}_URL`);
    if (!url) continue;
    const own = cards.filter((card) => card.operator === operator);
    await send(
      'POST',
      `${url}/sandbox/services`,
      own.map((card) => ({
        iccid: card.iccid,
        state: stateAtOperator(card),
        imei: card.elsewhere ? STRANGE_DEVICE : ((card.terminal && imeis.get(card.terminal)) ?? null),
        ...(card.overLimit && { usage: { [today]: DEMO_LIMIT_MB * 1_040_000 } }),
      })),
    );
  }
}

/** The simulated cloud lets the terminals live: they send heartbeats and apply what the cabinet wants. */
export async function registerTerminals(
  terminals: readonly MadeTerminal[],
  versionOf: (moduleSlug: string) => string,
): Promise<void> {
  const url = addressOf('SANDBOX_TERMINALS_URL');
  if (!url) return;
  for (const terminal of terminals) {
    const modules = Object.entries(terminal.modules ?? {});
    const named = (state: string) => modules.filter((entry) => entry[1] === state).map(([slug]) => slug);
    await send('PUT', `${url}/fleet/${terminal.serialNumber}`, {
      deviceToken: terminal.deviceToken,
      posVersion: terminal.posVersion,
      ofdMode: terminal.autonomous ? 'AUTONOMOUS' : 'ONLINE',
      paper: terminal.paper ?? 'OK',
      battery: terminal.battery ?? null,
      network: terminal.network ?? 'MOBILE',
      silent: terminal.silentDays !== undefined,
      failingModules: named('FAILED'),
      installed: named('INSTALLED').map((slug) => ({ slug, version: versionOf(slug) })),
    });
  }
}

/** What the cloud of the maker has of the chain: shops known here under the same or another name, and one more. */
const CLOUD_STORES = [
  { key: 'center', name: 'Центральный', address: 'Москва, Мясницкая улица, 24', offset: 3 },
  { key: 'park', name: 'Сокольники, Стромынка', address: 'Москва, Стромынка, 11', offset: 3 },
  { key: 'ural', name: 'Уральский', address: 'Екатеринбург, Малышева, 51', offset: 5 },
  { key: 'neva', name: 'Невский', address: 'Санкт-Петербург, Невский проспект, 88', offset: 3 },
] as const;
const HOUR_MS = 3_600_000;

const cloudId = () => `20240115-${randomUUID().slice(9).toUpperCase()}`;

/** The account of the organization in the cloud of the maker: its token is shown where an import begins. */
export async function registerInCloud(
  organizationId: string,
  terminals: readonly MadeTerminal[],
  storeIds: Readonly<Record<string, string>>,
): Promise<void> {
  const url = addressOf('EVOTOR_URL');
  if (!url) return;
  const ids = Object.fromEntries(CLOUD_STORES.map(({ key }) => [key, cloudId()]));
  const device = (name: string, store: (typeof CLOUD_STORES)[number], more: object) => ({
    id: cloudId(),
    name,
    // The same store in letters of the other case: so it comes from the real cloud too.
    store_id: ids[store.key]?.toLowerCase(),
    device_model: '7_3',
    firmware_version: '4.7.1',
    timezone_offset: store.offset * HOUR_MS,
    ...more,
  });
  const number = () => `0030${String(randomInt(10 ** 10)).padStart(10, '0')}`;
  const [center, , , neva] = CLOUD_STORES;
  const known = CLOUD_STORES.flatMap((store) =>
    terminals
      .filter(({ storeId }) => storeId === storeIds[store.key])
      .map(({ name, serialNumber, imei }) => device(name, store, { serial_number: serialNumber, imei })),
  );
  const fresh = [
    device('Прилавок 4', center, { serial_number: number() }),
    device('Невский 1', neva, { serial_number: number() }),
    device('Невский 2', neva, { serial_number: number() }),
    device('Касса без номера', neva, {}),
  ];
  await send('PUT', `${url}/sandbox/accounts/${organizationId}`, {
    stores: CLOUD_STORES.map(({ key, name, address }) => ({ id: ids[key], name, address })),
    devices: [...known, ...fresh],
  });
}
