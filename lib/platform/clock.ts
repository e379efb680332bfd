import { type Clock, clockAt } from '@/lib/core/clock';
import { type Db } from './db';
import { isSandbox } from './env';

/** Product time: real time in production, moved by the sandbox's offset otherwise. */
export async function productClock(db: Db): Promise<Clock> {
  if (!isSandbox()) return clockAt(0);
  const row = await db.sandboxClock.findUnique({ where: { id: 1 } });
  return clockAt(Number(row?.offsetMs ?? 0));
}
