import { plainText } from './cloud-id.rule';
import type { StoreSimilarity, StoreSuggestion } from './model';

interface Named {
  readonly name: string;
  readonly address: string | null;
}

function similarity(left: Named, right: Named): StoreSimilarity | null {
  const isSame = (one: string | null, other: string | null) =>
    plainText(one ?? '') !== '' && plainText(one ?? '') === plainText(other ?? '');
  const name = isSame(left.name, right.name);
  const address = isSame(left.address, right.address);
  if (name) return address ? 'BOTH' : 'NAME';
  return address ? 'ADDRESS' : null;
}

/**
 * Which store of the cabinet a store of the cloud may be: by equal name and address, then by name, then by address. One
 * that could be several, or is the best of several, is suggested to none of them: a person decides.
 */
export function suggestStores(
  fresh: readonly (Named & { readonly key: string })[],
  own: readonly (Named & { readonly id: string })[],
): ReadonlyMap<string, StoreSuggestion> {
  const found = new Map<string, StoreSuggestion>();
  const given = new Set<string>();
  for (const because of ['BOTH', 'NAME', 'ADDRESS'] as const) {
    const pairs = fresh.flatMap((store) =>
      found.has(store.key)
        ? []
        : own
            .filter(({ id }) => !given.has(id))
            .filter((each) => similarity(store, each) === because)
            .map((each) => ({ store, each })),
    );
    for (const { store, each } of pairs) {
      const rivals = pairs.filter((pair) => pair.store.key === store.key || pair.each.id === each.id);
      if (rivals.length > 1) continue;
      found.set(store.key, { storeId: each.id, name: each.name, because });
      given.add(each.id);
    }
  }
  return found;
}
