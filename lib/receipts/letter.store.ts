import { randomBytes } from 'node:crypto';
import type { Context } from '@/lib/access/context';
import { schedule } from '@/lib/platform/jobs';
import { DELIVER } from './delivery/tasks';
import type { LetterAddressee } from './model';

export interface NewLetter {
  readonly receiptId: string;
  readonly number: number;
  readonly recipient: string;
  readonly addressee: LetterAddressee;
  readonly requestId?: string;
}

/** Puts letters into the queue of the running transaction and wakes the delivery. */
export async function queueLetters(ctx: Context, letters: readonly NewLetter[]): Promise<void> {
  if (letters.length === 0) return;
  const now = ctx.clock.now();
  await ctx.db.receiptLetter.createMany({
    data: letters.map((letter) => ({
      ...letter,
      requestId: letter.requestId ?? null,
      organizationId: ctx.organizationId,
      token: randomBytes(16).toString('hex'),
      queuedAt: now,
      dueAt: now,
    })),
  });
  await schedule(ctx.db, DELIVER, {}, { key: DELIVER });
}
