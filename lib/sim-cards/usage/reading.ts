import type { OperatorCard, OperatorUsageDay, SimOperator } from '../operator.port';

/** What an operator says about the traffic and the device of one card. */
export interface Reading {
  /** null: the operator has no such card */
  readonly card: OperatorCard | null;
  readonly days: readonly OperatorUsageDay[];
}

/** Asks for the card and for these months. Null: not everything was answered, so nothing is known. */
export async function readCard(
  operator: SimOperator,
  iccid: string,
  months: readonly string[],
): Promise<Reading | null> {
  const card = await operator.inspect(iccid);
  if (card.kind === 'unavailable') return null;
  if (card.kind === 'unknown') return { card: null, days: [] };
  const days: OperatorUsageDay[] = [];
  for (const month of months) {
    const usage = await operator.usage(iccid, month);
    if (usage.kind === 'unavailable') return null;
    if (usage.kind === 'usage') days.push(...usage.days);
  }
  return { card: card.card, days };
}
