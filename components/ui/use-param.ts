'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useTransition } from 'react';

const PLACE = ['after', 'before'];

/** Reads one search parameter and writes it into the address, going back to the first page. */
export function useParam(name: string): {
  value: string;
  pending: boolean;
  set: (value: string) => void;
} {
  const router = useRouter();
  const path = usePathname();
  const params = useSearchParams();
  const [pending, start] = useTransition();
  return {
    value: params.get(name) ?? '',
    pending,
    set(value) {
      const next = new URLSearchParams(params);
      for (const key of PLACE) next.delete(key);
      if (value) next.set(name, value);
      else next.delete(name);
      const query = next.toString();
      start(() => router.replace(query ? `${path}?${query}` : path, { scroll: false }));
    },
  };
}
