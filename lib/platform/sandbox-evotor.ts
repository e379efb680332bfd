import { z } from 'zod';
import { outsideSetting } from './env';

const evotorModes = [
  'normal',
  'slow',
  'error-500',
  'down',
  'limited',
  'unpaid',
  'no-rights',
  'no-paging',
  'same-cursor',
  'broken',
] as const;
export type EvotorMode = (typeof evotorModes)[number];

const evotorChanges = [
  'rename-terminal',
  'move-terminal',
  'add-terminal',
  'remove-terminal',
  'rename-store',
  'add-store',
] as const;
export type EvotorChange = (typeof evotorChanges)[number];

/** How the cloud behaves to everybody, or what changes in the account of one organization. */
export const evotorInput = z.union([
  z.object({ mode: z.enum(evotorModes) }),
  z.object({ change: z.enum(evotorChanges) }),
]);

async function call(path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${outsideSetting('EVOTOR_URL')}/sandbox${path}`, {
    signal: AbortSignal.timeout(5_000),
    ...(body !== undefined && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  if (!response.ok) throw new Error(`sandbox answered ${String(response.status)}`);
  return response.json();
}

const ofOwner = (owner: string) => `/accounts/${encodeURIComponent(owner)}`;

export const evotorMode = async (): Promise<string> =>
  z.object({ mode: z.string() }).parse(await call('/mode')).mode;

export const setEvotorMode = (mode: EvotorMode): Promise<unknown> => call('/mode', { mode });

/** The token of the account that the cloud of the sandbox keeps for an organization. */
export const evotorToken = async (organizationId: string): Promise<string> =>
  z.object({ token: z.string() }).parse(await call(ofOwner(organizationId))).token;

/** Changes the account as its owner would; the cloud tells the cabinet where it is connected. */
export async function changeEvotor(
  organizationId: string,
  change: EvotorChange,
  webhooks: { readonly address: string; readonly secret: string } | null,
): Promise<void> {
  if (webhooks) {
    await call(`${ofOwner(organizationId)}/hook`, { url: webhooks.address, secret: webhooks.secret });
  }
  await call(`${ofOwner(organizationId)}/changes`, { change });
}
