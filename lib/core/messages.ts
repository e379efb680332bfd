import type { Details } from './result';

/** Russian sentence of a refusal, and the form field it belongs to if it belongs to one. */
export interface Message {
  readonly text: string | ((details: Details) => string);
  readonly field?: string;
}

export type Messages<C extends string = string> = Readonly<Record<C, Message>>;

export function messageText(message: Message, details: Details = {}): string {
  return typeof message.text === 'string' ? message.text : message.text(details);
}
