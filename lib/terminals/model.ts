import type { LocalDate } from '@/lib/core/local-date';

export const healthStates = ['OK', 'NEEDS_ATTENTION', 'OFFLINE'] as const;
export type Health = (typeof healthStates)[number];

export type OfdMode = 'ONLINE_OFD' | 'AUTONOMOUS';
export type PaperState = 'OK' | 'LOW' | 'OUT';

export interface TerminalSignals {
  readonly lastSeenAt: Date | null;
  readonly ofdMode: OfdMode;
  readonly paper: PaperState;
  readonly batteryPercent: number | null;
  readonly pendingReceipts: number;
  readonly oldestPendingAt: Date | null;
  readonly fiscalDriveExpiresOn: LocalDate | null;
  /** its own clock is ahead of ours by this; null: it has not said */
  readonly clockSkewSeconds: number | null;
}

export interface HealthReason {
  readonly code:
    | 'NEVER_SEEN'
    | 'SILENT'
    | 'PAPER_OUT'
    | 'PAPER_LOW'
    | 'BATTERY_LOW'
    | 'RECEIPTS_WAIT'
    | 'DRIVE_EXPIRES'
    | 'DRIVE_EXPIRED'
    | 'CLOCK_WRONG';
  readonly text: string;
}

export interface TerminalRow {
  readonly id: string;
  readonly name: string;
  readonly storeName: string;
  readonly storeTimeZone: string;
  readonly model: string;
  readonly serialNumber: string;
  readonly posVersion: string | null;
  readonly ofdMode: OfdMode;
  readonly lastSeenAt: Date | null;
  readonly health: Health;
  readonly reasons: readonly HealthReason[];
}

/** A smart card that stands in the terminal; its states are those of smart cards. */
export interface TerminalCard {
  readonly id: string;
  readonly iccid: string;
  readonly state:
    | 'READY'
    | 'ACTIVATING'
    | 'ACTIVATION_FAILED'
    | 'ACTIVE'
    | 'DEACTIVATING'
    | 'INACTIVE'
    | 'SUSPENDED'
    | 'TERMINATED';
  readonly suspendReason: 'PAYMENT' | 'LIMIT' | 'IMEI' | 'ESIA' | null;
  readonly operator: { readonly slug: string; readonly name: string; readonly integrated: boolean };
}

export interface TerminalDetail extends TerminalRow {
  readonly storeId: string;
  readonly storeAddress: string;
  readonly imei: string | null;
  readonly kktRegNumber: string | null;
  readonly fiscalDrive: string | null;
  readonly fiscalDriveExpiresOn: LocalDate | null;
  readonly paper: PaperState;
  readonly batteryPercent: number | null;
  readonly network: string | null;
  readonly pendingReceipts: number;
  readonly clockSkewSeconds: number | null;
  /** has a token; false: was never connected or has been disconnected */
  readonly connected: boolean;
  readonly pairedAt: Date | null;
  readonly cards: readonly TerminalCard[];
}

export const healthNames: Record<Health, string> = {
  OK: 'Работает',
  NEEDS_ATTENTION: 'Требует внимания',
  OFFLINE: 'Не на связи',
};

export const ofdModeNames: Record<OfdMode, string> = {
  ONLINE_OFD: 'через интернет',
  AUTONOMOUS: 'автономный режим',
};

export const paperNames: Record<PaperState, string> = {
  OK: 'есть',
  LOW: 'заканчивается',
  OUT: 'закончилась',
};
