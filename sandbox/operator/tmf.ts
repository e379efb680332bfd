import type { Reply } from '../kit';
import type { Speech } from './faults';

/** An error as TMF630 has it. */
export const tmfError = (status: number, reason: string, message = reason): Reply => ({
  status,
  body: { '@type': 'Error', code: String(status), reason, message, status: String(status) },
});

export const tmfSpeech = (apiKey: string): Speech => ({
  isAllowed: ({ headers }) => headers.authorization === `Bearer ${apiKey}`,
  error: tmfError,
});
