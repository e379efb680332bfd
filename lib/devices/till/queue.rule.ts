import type { Queue, ReceiptResult, Waiting } from './model';

/** As the Device API takes them. */
export const MOST_AT_ONCE = 500;
/** A body may have 1 MB; Cyrillic takes two bytes a letter, and the envelope wants some too. */
const MOST_BYTES = 900_000;
/** So many answers are remembered for the tape. */
const REMEMBERED = 200;

export const emptyQueue: Queue = { waiting: [], refused: [], done: [] };

export const receiptKey = (drive: string, documentNumber: number): string =>
  `${drive}:${String(documentNumber)}`;

/** A receipt takes its place at the end; one that is known already changes nothing. */
export function enqueue(queue: Queue, item: Waiting): Queue {
  const known = [...queue.waiting, ...queue.refused, ...queue.done].some(({ key }) => key === item.key);
  return known ? queue : { ...queue, waiting: [...queue.waiting, item] };
}

const bytes = new TextEncoder();

/**
 * What is reported next: the oldest receipts of this terminal, as many as one request takes, always at least one of
 * them. It stays in the queue until the cabinet answers: what was sent and never answered is simply sent again.
 */
export function nextBatch(queue: Queue, terminalId: string, most: number = MOST_AT_ONCE): readonly Waiting[] {
  const batch: Waiting[] = [];
  let size = 0;
  for (const item of queue.waiting) {
    if (item.terminalId !== terminalId) continue;
    size += bytes.encode(JSON.stringify(item.receipt)).length + 1;
    if (batch.length > 0 && (batch.length >= most || size > MOST_BYTES)) break;
    batch.push(item);
  }
  return batch;
}

const tells = (result: ReceiptResult | undefined, { receipt }: Waiting): result is ReceiptResult =>
  result !== undefined &&
  (result.fiscalDrive ?? receipt.fiscalDrive) === receipt.fiscalDrive &&
  (result.documentNumber ?? receipt.documentNumber) === receipt.documentNumber;

/**
 * The cabinet's answer to a batch, one result for each in the same order. A result that speaks of another receipt, or
 * is missing, leaves its receipt waiting; late and repeated answers change nothing.
 */
export function answered(queue: Queue, batch: readonly Waiting[], results: readonly ReceiptResult[]): Queue {
  const told = new Map(
    batch.flatMap((item, index) => {
      const result = results[index];
      return tells(result, item) ? [[item.key, result] as const] : [];
    }),
  );
  const refused = [...queue.refused];
  const done = [...queue.done];
  const waiting = queue.waiting.filter((item) => {
    const result = told.get(item.key);
    if (!result) return true;
    if (result.result === 'rejected') refused.push({ ...item, detail: result.detail ?? '' });
    else done.push({ key: item.key, result: result.result });
    return false;
  });
  return { waiting, refused, done: done.slice(-REMEMBERED) };
}

/**
 * The cabinet would not read a whole request. Of many, half is tried next (`most` of `nextBatch`); one alone is put
 * aside, so that it does not stand in the way for ever.
 */
export function batchRefused(queue: Queue, batch: readonly Waiting[], detail: string): Queue {
  const [only] = batch;
  if (!only || batch.length > 1 || !queue.waiting.some(({ key }) => key === only.key)) return queue;
  return {
    ...queue,
    waiting: queue.waiting.filter(({ key }) => key !== only.key),
    refused: [...queue.refused, { ...only, detail }],
  };
}

export type Fate = 'WAITING' | 'ACCEPTED' | 'DUPLICATE' | 'REFUSED' | 'UNKNOWN';

/** What became of a receipt, as far as it is remembered. */
export function fateOf(queue: Queue, key: string): Fate {
  if (queue.waiting.some((item) => item.key === key)) return 'WAITING';
  if (queue.refused.some((item) => item.key === key)) return 'REFUSED';
  const found = queue.done.find((item) => item.key === key);
  if (!found) return 'UNKNOWN';
  return found.result === 'accepted' ? 'ACCEPTED' : 'DUPLICATE';
}

/** When the oldest receipt of this terminal that waits was made. */
export const oldestWaiting = (queue: Queue, terminalId: string): string | null =>
  queue.waiting.find((item) => item.terminalId === terminalId)?.receipt.issuedAt ?? null;
