import type { FulfilledCard } from './fulfilment.port';

export interface LineToFill {
  readonly id: string;
  readonly storeId: string;
  readonly terminalId: string | null;
  readonly name: string | null;
  readonly quantity: number;
  readonly received: number;
}

/** Where a terminal stands now, and whether a card is on it already. */
export interface TerminalNow {
  readonly storeId: string;
  readonly hasCard: boolean;
}

export interface PlacedCard extends FulfilledCard {
  /** null: more cards came than were ordered */
  readonly lineId: string | null;
  readonly storeId: string;
  readonly terminalId: string | null;
  readonly label: string | null;
}

/**
 * Gives cards that have come to the lines of their order, in the order of the cart: named and bound as ordered. A
 * terminal that has a card by now, or is gone, gets none: the card stays in the store with its name. A name of several
 * cards is numbered over all parcels.
 */
export function placeCards(
  lines: readonly LineToFill[],
  cards: readonly FulfilledCard[],
  terminals: ReadonlyMap<string, TerminalNow>,
): PlacedCard[] {
  const slots = lines.flatMap((line) =>
    Array.from({ length: line.quantity - line.received }, (_, index) => ({
      line,
      number: line.received + index + 1,
    })),
  );
  const fallback = lines[0]?.storeId;
  return cards.map((card, index) => {
    const slot = slots[index];
    if (!slot) {
      if (fallback === undefined) throw new Error('an order without lines');
      return { ...card, lineId: null, storeId: fallback, terminalId: null, label: null };
    }
    const { line, number } = slot;
    const terminal = line.terminalId === null ? undefined : terminals.get(line.terminalId);
    const bound = terminal !== undefined && !terminal.hasCard;
    return {
      ...card,
      lineId: line.id,
      storeId: bound ? terminal.storeId : line.storeId,
      terminalId: bound ? line.terminalId : null,
      label: line.name !== null && line.quantity > 1 ? `${line.name} ${String(number)}` : line.name,
    };
  });
}
