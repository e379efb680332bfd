import { type Refusal, refusal } from '@/lib/core/result';

export interface Standing {
  readonly id: string;
  readonly name: string;
  readonly storeId: string;
}

export type MoveCode = 'NOT_FOUND' | 'MOVED_MEANWHILE';

/**
 * Which of the terminals go to the store: those that stand there already stay. One that is not where the person saw it
 * refuses all of them.
 */
export function decideMove(
  wanted: readonly { readonly id: string; readonly fromStoreId: string }[],
  found: readonly Standing[],
  storeId: string,
): { readonly ok: true; readonly going: readonly Standing[] } | Refusal<MoveCode> {
  const byId = new Map(found.map((each) => [each.id, each]));
  const going: Standing[] = [];
  for (const { id, fromStoreId } of wanted) {
    const terminal = byId.get(id);
    if (!terminal) return refusal('NOT_FOUND');
    if (terminal.storeId === storeId || going.includes(terminal)) continue;
    if (terminal.storeId !== fromStoreId) return refusal('MOVED_MEANWHILE', { name: terminal.name });
    going.push(terminal);
  }
  return { ok: true, going };
}
