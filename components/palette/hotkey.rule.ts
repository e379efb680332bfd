export interface PressedKey {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/**
 * ⌘K of a Mac, Ctrl+K elsewhere. In a layout without Latin letters the key in the place of K counts: Ctrl+Л; in a Latin
 * one the letter does, wherever it stands.
 */
export function isPaletteKey(
  { key, code, ctrlKey, metaKey, altKey, shiftKey }: PressedKey,
  isMac: boolean,
): boolean {
  const held = isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey;
  if (!held || altKey || shiftKey) return false;
  return /^[a-z]$/i.test(key) ? key.toLowerCase() === 'k' : code === 'KeyK';
}

/** By what the browser calls itself. */
export const isMac = (userAgent: string): boolean => /Macintosh|iPhone|iPad/.test(userAgent);
