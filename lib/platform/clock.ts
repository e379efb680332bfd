import { type Clock, clockAt } from '@/lib/core/clock';
import { type Db, hotRead, Prisma } from './db';
import { isSandbox } from './env';

/** Product time: real time in production, moved by the sandbox's offset otherwise. */
export async function productClock(db: Db): Promise<Clock> {
  if (!isSandbox()) return clockAt(0);
  const asked = Prisma.sql`SELECT offset_ms::text AS ahead FROM sandbox_clock WHERE id = 1`;
  const [row] = await hotRead<{ ahead: string }>(db, asked);
  return clockAt(Number(row?.ahead ?? 0));
}

/** For sessions, links in letters and confirmations: they do not follow the sandbox's clock. */
export const realNow = (): Date => new Date();
