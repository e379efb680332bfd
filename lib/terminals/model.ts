import type { LocalDate } from '@/lib/core/local-date';

export const healthStates = ['OK', 'NEEDS_ATTENTION', 'OFFLINE'] as const;
export type Health = (typeof healthStates)[number];

export const ofdModes = ['ONLINE_OFD', 'AUTONOMOUS'] as const;
export type OfdMode = (typeof ofdModes)[number];
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
  /** `failed`: it does not sell, or is not heard */
  readonly severity: 'failed' | 'attention';
}

/** A terminal that a search over everything has found. */
export interface FoundTerminal {
  readonly id: string;
  readonly name: string;
  readonly serialNumber: string;
  readonly health: Health;
  readonly storeId: string;
  readonly storeName: string;
}

export interface TerminalRow {
  readonly id: string;
  readonly name: string;
  readonly storeId: string;
  readonly storeName: string;
  readonly storeTimeZone: string;
  readonly model: string;
  readonly serialNumber: string;
  readonly posVersion: string | null;
  readonly ofdMode: OfdMode;
  readonly lastSeenAt: Date | null;
  readonly fiscalDriveExpiresOn: LocalDate | null;
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
  readonly storeAddress: string;
  readonly imei: string | null;
  readonly kktRegNumber: string | null;
  readonly fiscalDrive: string | null;
  readonly paper: PaperState;
  readonly batteryPercent: number | null;
  readonly network: string | null;
  readonly pendingReceipts: number;
  readonly clockSkewSeconds: number | null;
  /** has a token; false: was never connected or has been disconnected */
  readonly connected: boolean;
  readonly pairedAt: Date | null;
  readonly createdAt: Date;
  /** to the store where it is; null: it has always been there */
  readonly movedAt: Date | null;
  /** of the configuration that it last reported as applied */
  readonly applied: { readonly etag: string; readonly at: Date } | null;
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

/** What helps, for each reason. */
export const healthAdvice: Record<HealthReason['code'], string> = {
  NEVER_SEEN: 'Включите кассу и подключите её к интернету. Если она отвязана, подключите её новым кодом.',
  SILENT:
    'Проверьте, включена ли касса и есть ли у неё интернет: смарт-карта, Wi-Fi или кабель. Чеки, накопленные без связи, уйдут сами.',
  PAPER_OUT: 'Вставьте чековую ленту: без неё касса не продаёт даже с электронными чеками.',
  PAPER_LOW: 'Подготовьте новую чековую ленту.',
  BATTERY_LOW: 'Поставьте кассу на зарядку.',
  RECEIPTS_WAIT:
    'Проверьте интернет на кассе и договор с ОФД: пока чеки не переданы, идут 30 дней до блокировки ФН.',
  DRIVE_EXPIRES:
    'Закажите замену фискального накопителя и впишите новый номер и срок ниже, в разделе «О терминале».',
  DRIVE_EXPIRED:
    'Замените фискальный накопитель, перерегистрируйте кассу и впишите новый номер и срок в разделе «О терминале».',
  CLOCK_WRONG: 'Проверьте на кассе дату, время и часовой пояс: ими датируются чеки.',
};

/** What the history notices without anybody doing it. */
export type TerminalEventKind = 'HEALTH' | 'POS_VERSION' | 'OFD_MODE' | 'MODULE_VERSION';
