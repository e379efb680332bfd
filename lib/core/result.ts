/** Numbers and names that a refusal's sentence is built from. */
export type Details = Readonly<Record<string, string | number>>;

export interface Refusal<C extends string = string> {
  readonly ok: false;
  readonly code: C;
  readonly details?: Details;
}

export interface Success<T> {
  readonly ok: true;
  readonly value: T;
}

/** A refusal is a value and travels to the screen; only the unexpected is thrown. */
export type Result<T, C extends string = string> = Success<T> | Refusal<C>;

export const success = <T>(value: T): Success<T> => ({ ok: true, value });

export const refusal = <C extends string>(code: C, details?: Details): Refusal<C> =>
  details ? { ok: false, code, details } : { ok: false, code };
