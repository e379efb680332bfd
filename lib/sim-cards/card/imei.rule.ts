import { type Refusal, refusal } from '@/lib/core/result';
import { hasCheckDigit } from '../card-number.rule';

/** 15 digits, the last one by Luhn (3GPP TS 23.003). */
export const isImei = (text: string): boolean => /^\d{15}$/.test(text) && hasCheckDigit(text);

export interface LockableCard {
  readonly isClosed: boolean;
  readonly operatorIntegrated: boolean;
  readonly operatorName: string;
  readonly hasTerminal: boolean;
  readonly terminalImei: string | null;
  readonly imeiLock: string | null;
  readonly lockPending: boolean;
}

export type LockRefusal = Refusal<
  | 'CARD_CLOSED'
  | 'OPERATOR_NOT_INTEGRATED'
  | 'IMEI_LOCK_IN_PROGRESS'
  | 'TERMINAL_REQUIRED'
  | 'IMEI_UNKNOWN'
  | 'IMEI_LOCKED_SO'
>;

/** A card is locked to the device of its own terminal and to no other; unlocking lets it work in any. */
export function decideImeiLock(
  card: LockableCard,
  lock: boolean,
): { readonly ok: true; readonly imei: string | null } | LockRefusal {
  if (card.isClosed) return refusal('CARD_CLOSED');
  if (!card.operatorIntegrated) return refusal('OPERATOR_NOT_INTEGRATED', { operator: card.operatorName });
  if (card.lockPending) return refusal('IMEI_LOCK_IN_PROGRESS');
  if (!lock) return card.imeiLock === null ? refusal('IMEI_LOCKED_SO') : { ok: true, imei: null };
  if (!card.hasTerminal) return refusal('TERMINAL_REQUIRED');
  if (card.terminalImei === null || !isImei(card.terminalImei)) return refusal('IMEI_UNKNOWN');
  return card.imeiLock === card.terminalImei
    ? refusal('IMEI_LOCKED_SO')
    : { ok: true, imei: card.terminalImei };
}

/** A device reports 15 digits or 14 without the check digit or 16 with its software version: 14 name the device. */
export const isSameDevice = (a: string, b: string): boolean => a.slice(0, 14) === b.slice(0, 14);

/** The card was seen in a device that is not its terminal's; not known: it is not said. */
export const isElsewhere = (seen: string | null, terminalImei: string | null): boolean =>
  seen !== null && terminalImei !== null && !isSameDevice(seen, terminalImei);

/** Locked to one device and seen in another: the system holds it off until it is back or unlocked. */
export const isHeldByImei = (seen: string | null, lock: string | null): boolean =>
  seen !== null && lock !== null && !isSameDevice(seen, lock);
