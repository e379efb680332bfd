import { expect, it } from 'vitest';
import { isMac, isPaletteKey } from './hotkey.rule';

const pressed = (key: string, code: string, held: string) => ({
  key,
  code,
  ctrlKey: held.includes('c'),
  metaKey: held.includes('m'),
  altKey: held.includes('a'),
  shiftKey: held.includes('s'),
});

it.each([
  ['Ctrl+K', pressed('k', 'KeyK', 'c'), false, true],
  ['Ctrl+K under Caps Lock', pressed('K', 'KeyK', 'c'), false, true],
  ['Ctrl+Л, the same key in the Russian layout', pressed('л', 'KeyK', 'c'), false, true],
  ['Ctrl+K of Dvorak, where K stands elsewhere', pressed('k', 'KeyV', 'c'), false, true],
  ['Ctrl+T of Dvorak, in the place of K', pressed('t', 'KeyK', 'c'), false, false],
  ['K alone', pressed('k', 'KeyK', ''), false, false],
  ['Ctrl+Shift+K', pressed('K', 'KeyK', 'cs'), false, false],
  ['Ctrl+Alt+K', pressed('k', 'KeyK', 'ca'), false, false],
  ['Win+K', pressed('k', 'KeyK', 'm'), false, false],
  ['⌘K', pressed('k', 'KeyK', 'm'), true, true],
  ['⌘Л', pressed('л', 'KeyK', 'm'), true, true],
  ['Ctrl+K of a Mac deletes to the end of the line', pressed('k', 'KeyK', 'c'), true, false],
  ['Ctrl+J', pressed('о', 'KeyJ', 'c'), false, false],
])('%s', (_name, key, mac, expected) => {
  expect(isPaletteKey(key, mac)).toBe(expected);
});

it.each([
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15', true],
  ['Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X)', true],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64)', false],
  ['Mozilla/5.0 (X11; Linux x86_64)', false],
  ['', false],
])('%s', (agent, expected) => {
  expect(isMac(agent)).toBe(expected);
});
