import type { Registration } from './model';

/** What the cabinet tells the till when it opens it: which one it is, what is known of it, and maybe a pairing code. */
export interface TillLink {
  readonly serialNumber?: string | undefined;
  readonly code?: string | undefined;
  readonly name?: string | undefined;
  readonly registration?: Registration | undefined;
}

const names = {
  seller: 'seller',
  inn: 'inn',
  place: 'place',
  address: 'address',
  kktRegNumber: 'rnm',
} as const;
const parts = Object.entries(names) as [keyof Registration, string][];

/** All of it stands behind `#`, which no server is ever sent. */
export function tillLink({ serialNumber, code, name, registration }: TillLink): string {
  const params = new URLSearchParams();
  if (serialNumber) params.set('serial', serialNumber);
  if (code) params.set('code', code);
  if (name) params.set('name', name);
  for (const [part, key] of parts) {
    const value = registration?.[part];
    if (value) params.set(key, value);
  }
  const told = params.toString();
  return told === '' ? '/till' : `/till#${told}`;
}

const LONGEST = 300;

/** What stands behind `#` in the address of the till; what it cannot be is left out. */
export function readTillLink(hash: string): TillLink {
  const params = new URLSearchParams(hash.replace(/^#/, ''));
  const read = (key: string) => params.get(key)?.trim().slice(0, LONGEST) || undefined;
  const serial = read('serial');
  const told = Object.fromEntries(
    parts.map(([part, key]) => [part, read(key) ?? '']),
  ) as unknown as Registration;
  return {
    serialNumber: serial !== undefined && /^\d{14}$/.test(serial) ? serial : undefined,
    code: read('code')?.slice(0, 20),
    name: read('name'),
    registration: told.seller === '' ? undefined : told,
  };
}
