/** When nothing says where a request came from. */
export const NOWHERE = 'неизвестно';

const LONGEST = 64;

/**
 * The address that a request came from. `forwarded` is `X-Forwarded-For`: its last entry is the peer of the connection,
 * the one before it was written by that peer, and so on; with `proxies` of our own in between, their entries are true
 * and what stands before them anybody can write.
 */
export function clientAddress(forwarded: string | null | undefined, proxies: number): string {
  const entries = (forwarded ?? '').split(',').map((entry) => entry.trim());
  const entry = entries.at(-1 - proxies) ?? entries[0] ?? '';
  return plainAddress(entry) || NOWHERE;
}

/** Without a port and brackets; IPv4 in IPv6 as IPv4; nothing that is no address gets into a log or a table. */
function plainAddress(text: string): string {
  const bare = text
    .replace(/^\[([^\]]*)\](:\d+)?$/, '$1')
    .replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .toLowerCase();
  return bare.length <= LONGEST && /^[\da-f.:]+$/.test(bare) ? bare : '';
}

/** What guesses are counted by: a household has one IPv4 address, and a whole /64 of IPv6. */
export function addressGroup(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::', 2);
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`;
}

const isLocal = (address: string): boolean =>
  /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd]|fe80:)/.test(address);

/** Where a session is, for the person who reads the list of theirs. */
export function placeText(address: string, own: string): string {
  if (address === NOWHERE || address === '') return 'место неизвестно';
  if (addressGroup(address) === addressGroup(own)) return 'эта же сеть';
  return isLocal(address) ? `локальная сеть, ${address}` : `другая сеть, ${address}`;
}
