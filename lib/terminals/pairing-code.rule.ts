/** Without I, L, O and U: nothing that is read as something else. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;

/** How long a code may be used (product.md 3.2). */
export const PAIRING_MINUTES = 15;

const LOOKALIKES: Readonly<Record<string, string>> = {
  O: '0',
  I: '1',
  L: '1',
  А: 'A',
  В: 'B',
  Е: 'E',
  З: '3',
  К: 'K',
  М: 'M',
  Н: 'H',
  О: '0',
  Р: 'P',
  С: 'C',
  Т: 'T',
  Х: 'X',
};

/** Eight characters of five bits each from as many bytes. */
export const pairingCodeOf = (bytes: Uint8Array): string =>
  Array.from(bytes.subarray(0, LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('');

/**
 * A code as it was typed: in any case, with spaces and dashes, with letters of the other keyboard or letters for the
 * digits they look like. Null: no code can be meant.
 */
export function readPairingCode(typed: string): string | null {
  const code = Array.from(
    typed.toUpperCase().replace(/[\s\u00a0–—-]/g, ''),
    (sign) => LOOKALIKES[sign] ?? sign,
  ).join('');
  return code.length === LENGTH && Array.from(code).every((sign) => ALPHABET.includes(sign)) ? code : null;
}

export interface PairingFacts {
  readonly code: {
    readonly organizationId: string;
    readonly storeId: string;
    readonly terminalId: string | null;
  };
  /** the terminal of this serial number, whoever has it */
  readonly existing: {
    readonly id: string;
    readonly organizationId: string;
    readonly storeId: string;
  } | null;
}

/**
 * What a code does for a terminal of a serial number: a code made for one terminal connects only that one; another
 * code makes a new terminal, or connects anew the one that stands in the same store already. Where the number stands
 * otherwise is not told.
 */
export function decidePairing({ code, existing }: PairingFacts): 'CREATE' | 'RENEW' | 'TAKEN' | 'OTHER' {
  if (code.terminalId !== null) return existing?.id === code.terminalId ? 'RENEW' : 'OTHER';
  if (!existing) return 'CREATE';
  const isHere = existing.organizationId === code.organizationId && existing.storeId === code.storeId;
  return isHere ? 'RENEW' : 'TAKEN';
}
