/** One letter to one mailbox. */
export interface Mail {
  readonly to: string;
  readonly fromName: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** shown within the letter */
  readonly images: readonly {
    readonly cid: string;
    readonly name: string;
    readonly type: string;
    readonly bytes: Uint8Array;
  }[];
  /** the same at every attempt: stands in Message-ID, in ENVID and in the return path */
  readonly token: string;
  readonly date: Date;
}

/**
 * ACCEPTED: 250 after the message. REFUSED: 5xx about this letter. LATER: 4xx about it. DOWN: the server is away or
 * wants nothing of us; nothing of the letter has left. UNKNOWN: the message was given away, the answer did not come.
 */
export interface MailOutcome {
  readonly kind: 'ACCEPTED' | 'REFUSED' | 'LATER' | 'DOWN' | 'UNKNOWN';
  /** RFC 3463, e.g. 5.1.1, when the server names one */
  readonly statusCode: string | null;
  readonly words: string;
}

export interface MailSession {
  /** `beforeData` ends before the first byte of the message leaves; if it throws, none does. */
  send(mail: Mail, beforeData: () => Promise<void>): Promise<MailOutcome>;
  /** says goodbye, or breaks off after anything but ACCEPTED */
  close(): void;
}

export interface MailServer {
  /** address of the sender, as it stands in the letters */
  readonly sender: string;
  /** Null: the server cannot be reached or does not let us in. */
  open(): Promise<MailSession | null>;
}
