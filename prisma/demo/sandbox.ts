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
