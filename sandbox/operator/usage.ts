import type { Card, OperatorStore } from './memory';

const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  return (hash >>> 0) / 2 ** 32;
};

const MEGABYTE = 1_000_000;

/** A till sends little: 2 to 14 MB a day, half of it at weekends, the same for the same card and day. */
const bytesOn = (iccid: string, date: string): number => {
  const usual = 2 + 12 * hashOf(iccid);
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  const share = weekday === 0 || weekday === 6 ? 0.5 : 1;
  return Math.round(usual * share * (0.6 + 0.8 * hashOf(`${iccid} ${date}`)) * MEGABYTE);
};

export type DayOfUsage = { date: string; bytes: number };

/** Traffic of a card on the days of `[from, to)` that have come. */
export function usageOf(store: OperatorStore, card: Card, from: string, to: string): DayOfUsage[] {
  const days: DayOfUsage[] = [];
  const today = store.today();
  for (let at = Date.parse(`${from}T00:00:00Z`); ; at += 86_400_000) {
    const date = new Date(at).toISOString().slice(0, 10);
    if (date >= to || date > today) return days;
    const carries = card.state !== 'ready' && date >= (card.usedFrom ?? '') && date <= (card.usedTo ?? today);
    const bytes = card.usage[date] ?? (carries ? bytesOn(card.iccid, date) : 0);
    if (bytes > 0) days.push({ date, bytes });
  }
}

/** When the card has last been heard of: this hour for one that is on. */
export function lastTrafficOf(store: OperatorStore, card: Card): string | null {
  if (card.lastTrafficAt !== null || card.state !== 'active') return card.lastTrafficAt;
  return `${store.now().toISOString().slice(0, 13)}:00:00.000Z`;
}
