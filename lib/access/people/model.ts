import type { Role } from '../permission.rule';

/** A role and the stores it is for; `null`: every store, those to come too. */
export interface Rights {
  readonly role: Role;
  readonly storeIds: readonly string[] | null;
}

export interface StaffRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly storeIds: readonly string[];
  /** names; null: every store */
  readonly stores: readonly string[] | null;
  readonly isYou: boolean;
}

export type InvitationState = 'OPEN' | 'EXPIRED' | 'ACCEPTED' | 'REVOKED';

export interface InvitationRow {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  /** names; null: every store */
  readonly stores: readonly string[] | null;
  readonly state: 'OPEN' | 'EXPIRED';
  readonly invitedBy: string;
  readonly expiresAt: Date;
}

/** What the page behind a link says before anything is done. */
export type InvitationPage =
  | { readonly state: 'UNKNOWN' | 'EXPIRED' | 'REVOKED' | 'ACCEPTED' }
  | {
      readonly state: 'OPEN';
      readonly organization: string;
      readonly email: string;
      readonly role: Role;
      readonly stores: readonly string[] | null;
      readonly invitedBy: string;
      readonly expiresAt: Date;
      readonly timeZone: string;
      /** NEW: sets name and password; KNOWN: has them; ELSEWHERE: works in another organization */
      readonly person: 'NEW' | 'KNOWN' | 'ELSEWHERE';
    };
