import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Call, Reply } from '../kit';
import type { OperatorStore } from './memory';

export const MODES = [
  'normal',
  'slow',
  'error-500',
  'silent',
  'reject',
  'duplicate-callback',
  'late-callback',
  'out-of-order',
  'flaky',
  'down',
] as const;
export type Mode = (typeof MODES)[number];
export const modeSchema = z.object({ mode: z.enum(MODES) });

export const REJECT_REASON = 'Номер заблокирован оператором: нет данных о владельце';

/** `effect`: the call has begun a change. */
export type Handled = { reply: Reply; effect?: boolean };
export type Handle = (call: Call) => Handled;

/** How one protocol says what every protocol has to say. */
export type Speech = {
  isAllowed: (call: Call) => boolean;
  error: (status: number, words: string) => Reply;
};

const SLOW = 20;
const FLAKY = 0.3;

/** The same row of numbers from 0 to 1 for the same seed. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function createFaults(store: OperatorStore) {
  let chance = seeded(store.meta.settings.seed);

  const faulty = (call: Call, speech: Speech, handle: Handle): Handled => {
    const { mode } = store.meta;
    if (mode === 'down') return { reply: 'destroy' };
    if (mode === 'error-500') return { reply: speech.error(500, 'Внутренняя ошибка') };
    if (!speech.isAllowed(call)) return { reply: speech.error(401, 'Неверный ключ доступа') };
    if (mode !== 'flaky') return handle(call);
    const drawn = chance();
    if (drawn < FLAKY / 2) return { reply: speech.error(503, 'Временно недоступно') };
    const handled = handle(call);
    return drawn < FLAKY ? { ...handled, reply: 'destroy' } : handled;
  };

  const dueAfter = (ms: number): number | null => {
    if (store.meta.mode === 'silent') return null;
    return Date.now() + (store.meta.mode === 'slow' ? ms * SLOW : ms);
  };

  return {
    /** Begins the row of the mode `flaky` anew. */
    reseed() {
      chance = seeded(store.meta.settings.seed);
    },
    /**
     * Handles a call as the mode has it, and answers after the settled delay. Flaky: half of the failing calls are
     * refused before they are looked at, half are carried out and their answer is lost.
     */
    async apply(call: Call, speech: Speech, handle: Handle): Promise<Handled> {
      const { latencyMs } = store.meta.settings;
      const handled = faulty(call, speech, handle);
      const delayMs = store.meta.mode === 'slow' ? latencyMs * SLOW : latencyMs;
      if (delayMs > 0) await wait(delayMs);
      return handled;
    },
    /** When something that takes `ms` is done; null: not before the mode is normal again. */
    dueAfter,
    /** The same for the result of a request to change a card. */
    resultDueAt(): number | null {
      const { answerMs, lateMs } = store.meta.settings;
      return store.meta.mode === 'late-callback' ? Date.now() + lateMs : dueAfter(answerMs);
    },
  };
}

export type Faults = ReturnType<typeof createFaults>;
