import { searchInput } from '@/lib/core/search.schema';
import { readRoute } from '@/lib/platform/cabinet-route';
import { findCards } from '@/lib/sim-cards/queries';
import { findStores } from '@/lib/stores/queries';
import { findTerminals } from '@/lib/terminals/queries';

/** `?q=`: the first few terminals, cards and stores of the person, for the palette. */
export const GET = (request: Request): Promise<Response> =>
  readRoute(request, searchInput, async (ctx, { q }) => {
    const [terminals, cards, stores] = await Promise.all([
      findTerminals(ctx, q),
      findCards(ctx, q),
      findStores(ctx, q),
    ]);
    return { terminals, cards, stores };
  });
