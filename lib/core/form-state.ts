/** What a form that works without JavaScript shows after it was sent. */
export interface FormState {
  /** what has come of it: a code of success or refusal; null: not sent yet */
  readonly code: string | null;
  readonly ok: boolean;
  /** belongs to no field */
  readonly message: string | null;
  readonly fields: Readonly<Record<string, string>>;
  /** what was typed, without secrets */
  readonly values: Readonly<Record<string, string>>;
}

export const untouched: FormState = { code: null, ok: false, message: null, fields: {}, values: {} };
