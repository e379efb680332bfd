import { z } from 'zod';
import type { Call, Handler } from '../kit';
import type { Faults, Handle, Handled, Speech } from './faults';
import type { OperatorStore } from './memory';

const LOG_LIMIT = 50_000;

const keyOf = ({ headers, json }: Call): string | null => {
  const header = headers['idempotency-key'];
  if (typeof header === 'string') return header;
  return z.object({ externalId: z.string() }).safeParse(json).data?.externalId ?? null;
};

/** Writes down every call with what became of it: the operator's own proof of what it was really asked. */
export function createLog(store: OperatorStore, faults: Faults) {
  const seen = new Set([...store.log.values()].map(({ key }) => key));

  const write = (call: Call, at: Date, duplicate: boolean, { reply, effect = false }: Handled) => {
    store.log.put({
      seq: store.nextSeq(),
      at: at.toISOString(),
      method: call.method,
      path: call.path,
      key: keyOf(call),
      duplicate,
      effect,
      status: reply === 'destroy' ? null : reply.status,
    });
    for (const { seq } of store.log.values()) {
      if (store.log.size() <= LOG_LIMIT) break;
      store.log.remove(String(seq));
    }
  };

  return {
    /** A call in the language of `speech`, with the faults of the mode, written down. */
    logged:
      (speech: Speech) =>
      (handle: Handle): Handler =>
      async (call) => {
        const at = new Date();
        const key = keyOf(call);
        const duplicate = key !== null && seen.has(key);
        if (key !== null) seen.add(key);
        const handled = await faults.apply(call, speech, handle);
        write(call, at, duplicate, handled);
        return handled.reply;
      },
    entries: () => [...store.log.values()],
  };
}

export type Logged = ReturnType<ReturnType<typeof createLog>['logged']>;
