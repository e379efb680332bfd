import { type Refusal, refusal } from '@/lib/core/result';

export interface BoundCard {
  readonly isClosed: boolean;
  readonly terminalId: string | null;
  /** the only device that the operator lets it work in */
  readonly imeiLock: string | null;
  readonly lockPending: boolean;
  /** the operator takes locks of us */
  readonly operatorIntegrated: boolean;
}

export interface TerminalToBind {
  readonly id: string;
  readonly imei: string | null;
  /** another card that is on it */
  readonly occupiedBy: { readonly tail: string } | null;
}

export type BindRefusal = Refusal<'CARD_CLOSED' | 'TERMINAL_HAS_CARD' | 'IMEI_LOCK_IN_PROGRESS'>;

export interface Binding {
  readonly ok: true;
  /** what the lock by device must become at the operator; undefined: it stays */
  readonly lock: string | null | undefined;
}

/**
 * A till takes one smart card, so a second one comes only in place of the first, and only when a person says so. A
 * card that is locked to the device of its old terminal would be dead in the new one: its lock moves with it, and is
 * taken off where the new device is not known (product.md 3.4, domain.md A3 «IMEI lock»).
 */
export function decideBind(
  card: BoundCard,
  terminal: TerminalToBind | null,
  replace: boolean,
): Binding | BindRefusal {
  if (card.isClosed) return refusal('CARD_CLOSED');
  if (terminal?.occupiedBy && !replace) {
    return refusal('TERMINAL_HAS_CARD', { card: terminal.occupiedBy.tail });
  }
  const moves = (terminal?.id ?? null) !== card.terminalId;
  if (moves && card.lockPending) return refusal('IMEI_LOCK_IN_PROGRESS');
  const wanted = terminal?.imei ?? null;
  const locks = moves && card.operatorIntegrated && card.imeiLock !== null && card.imeiLock !== wanted;
  return { ok: true, lock: locks ? wanted : undefined };
}
