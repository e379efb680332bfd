'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useTransition } from 'react';
import { cx } from '@/components/ui/cx';
import { Icon } from '@/components/ui/icon';

export interface StoreSwitcherProps {
  stores: readonly { id: string; name: string }[];
  /** The chosen store where the address does not say it; without either all are shown. */
  current?: string | undefined;
}

/** A thing has one store: another one is chosen for its list. */
const listOf = (path: string): string => (THING.test(path) ? `/${path.split('/')[1] ?? ''}` : path);
const THING = /\/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}(\/|$)/;

export function StoreSwitcher({ stores, current: given }: StoreSwitcherProps) {
  const router = useRouter();
  const path = usePathname();
  const params = useSearchParams();
  const [pending, start] = useTransition();
  const current = params.get('store') ?? given;
  if (stores.length === 0) return null;
  const only = stores.length === 1 ? stores[0] : undefined;
  const name = only?.name ?? stores.find((store) => store.id === current)?.name ?? 'Все магазины';
  const face = (
    <>
      <Icon name="store" size={18} className={cx('text-ink-2', pending && 'pulse')} />
      <span aria-hidden={only ? undefined : true} className="min-w-0 truncate">
        {name}
      </span>
    </>
  );
  if (only) return <span className="flex min-h-9 min-w-0 items-center gap-2">{face}</span>;
  return (
    <span className="relative -ms-2.5 flex min-h-9 max-w-72 min-w-0 items-center gap-2 rounded-control px-2.5 hover:bg-wash has-focus-visible:outline-2 has-focus-visible:outline-accent touch:min-h-11">
      {face}
      <Icon name="chevron-down" size={14} className="text-ink-2" />
      <select
        aria-label="Магазин"
        value={current ?? ''}
        aria-busy={pending}
        onChange={(event) => {
          const chosen = event.target.value;
          const place = chosen ? listOf(path) : path;
          const next = new URLSearchParams(place === path ? params : undefined);
          for (const key of ['after', 'before', 'store']) next.delete(key);
          if (chosen) next.set('store', chosen);
          const query = next.toString();
          start(() => router.push(query ? `${place}?${query}` : place));
        }}
        className="absolute inset-0 w-full cursor-pointer text-16 opacity-0"
      >
        <option value="">Все магазины</option>
        {stores.map((store) => (
          <option key={store.id} value={store.id}>
            {store.name}
          </option>
        ))}
      </select>
    </span>
  );
}
