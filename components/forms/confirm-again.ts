import type { ActionResult } from '@/lib/core/action-result';

type Ask = () => Promise<boolean>;
let ask: Ask | null = null;
let asking: Promise<boolean> | null = null;

/** The dialog that stands over every page of the cabinet says how it asks; null: it is gone. */
export function askingBy(how: Ask | null): void {
  ask = how;
  asking = null;
}

/** One dialog for all that wait at the same time. */
function confirmed(how: Ask): Promise<boolean> {
  asking ??= how().finally(() => (asking = null));
  return asking;
}

/**
 * Carries an action out; one that waits for the password has it asked for and is repeated, with what was typed. Who
 * does not give it gets the refusal.
 */
export async function withConfirmation<T>(call: () => Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  const result = await call();
  if (result.ok || result.code !== 'CONFIRM_AGAIN' || ask === null) return result;
  return (await confirmed(ask)) ? call() : result;
}
