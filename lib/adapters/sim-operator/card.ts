import { z } from 'zod';
import type { OperatorCard } from '@/lib/sim-cards/operator.port';

export const NO_REASON = 'Оператор отказал без объяснения';

const numberOfDevice = z.string().regex(/^\d{14,16}$/);
const moment = z.iso.datetime({ offset: true });

/** What an operator says of a card, in our words; what cannot be read is not known. */
export const cardOf = (
  iccid: string,
  state: OperatorCard['state'],
  said: { imei?: unknown; imeiLock?: unknown; lastTrafficAt?: unknown },
): OperatorCard => {
  const lastTraffic = moment.safeParse(said.lastTrafficAt).data;
  return {
    iccid,
    state,
    imei: numberOfDevice.safeParse(said.imei).data ?? null,
    imeiLock: numberOfDevice.safeParse(said.imeiLock).data ?? null,
    lastTrafficAt: lastTraffic === undefined ? null : new Date(lastTraffic),
  };
};

/** The first day of a month «YYYY-MM» and of the one after it. */
export const daysOfMonth = (month: string): { from: string; to: string } => {
  const next = new Date(`${month}-01T00:00:00Z`);
  next.setUTCMonth(next.getUTCMonth() + 1);
  return { from: `${month}-01`, to: next.toISOString().slice(0, 10) };
};
