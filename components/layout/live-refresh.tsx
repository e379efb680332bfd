'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const FIRST_MS = 1_500;
const SLOWEST_MS = 10_000;

/** While `active`, reads the page's data anew, slower and slower; a hidden tab rests. */
export function LiveRefresh({ active }: { active: boolean }) {
  const router = useRouter();
  useEffect(() => {
    if (!active) return;
    let pause = FIRST_MS;
    let timer = setTimeout(tick, pause);
    function tick() {
      if (document.visibilityState === 'visible') router.refresh();
      pause = Math.min(SLOWEST_MS, pause * 1.15);
      timer = setTimeout(tick, pause);
    }
    return () => {
      clearTimeout(timer);
    };
  }, [active, router]);
  return null;
}
