import type { Context } from '@/lib/access/context';
import { loadCatalog } from '@/lib/catalog/queries';
import { livingSubscriptions } from '@/lib/subscriptions/queries';
import { cardNumberKey } from '../card-number.rule';
import { simCardPlan } from '../plan.rule';
import type { ListedCard } from './card-list.rule';
import { decideItem } from './examine.rule';
import type { BulkAction } from './model';
import { cardsByKey, type CheckedItem } from './store';

const PART = 2_000;

/** Which of these cards are paid for by a living subscription; their prices besides. */
export async function paidCards(
  ctx: Context,
  planSlug: string,
  cardIds: readonly string[],
): Promise<Set<string>> {
  const living = await livingSubscriptions(ctx, { simCardIds: cardIds, planSlugs: [planSlug] });
  return new Set(living.flatMap((each) => each.simCardId ?? []));
}

/** The dry run: what would become of each row now, by the rule that carries it out. Writes nothing. */
export async function examineList(
  ctx: Context,
  action: BulkAction,
  rows: readonly ListedCard[],
): Promise<CheckedItem[]> {
  const plan = simCardPlan(await loadCatalog(ctx.db));
  const checked: CheckedItem[] = [];
  for (let from = 0; from < rows.length; from += PART) {
    const part = rows.slice(from, from + PART);
    const cards = await cardsByKey(
      ctx,
      part.flatMap((row) => (row.iccid === null ? [] : cardNumberKey(row.iccid))),
    );
    const ids = [...cards.values()].map((card) => card.id);
    const paid = action === 'ACTIVATE' ? await paidCards(ctx, plan.slug, ids) : new Set<string>();
    for (const row of part) {
      const card = row.iccid === null ? undefined : cards.get(cardNumberKey(row.iccid));
      const decision = decideItem(row, card, action, card !== undefined && paid.has(card.id));
      const { line, text, iccid } = row;
      const simCardId = card?.id ?? null;
      checked.push(
        decision.fit
          ? {
              line,
              text,
              iccid,
              simCardId,
              state: 'WAITING',
              toPay: decision.toPay,
              code: null,
              reason: null,
            }
          : { line, text, iccid, simCardId, state: 'REFUSED', toPay: false, ...why(decision) },
      );
    }
  }
  return checked;
}

const why = ({ code, reason }: { readonly code: string; readonly reason: string }) => ({ code, reason });
