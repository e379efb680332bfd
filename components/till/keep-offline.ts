/** Kept by the service worker of the till; it knows them by the same name. */
const CACHE = 'kassa-till';
const STATIC = '/_next/static/';

/** Everything that this page has loaded is kept, so that a reload without the network opens the till all the same. */
async function keepLoaded(): Promise<void> {
  const cache = await caches.open(CACHE);
  const loaded = performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name))
    .filter((url) => url.origin === window.location.origin && url.pathname.startsWith(STATIC))
    .map((url) => url.pathname + url.search);
  for (const address of new Set(loaded)) if (!(await cache.match(address))) await cache.add(address);
  await cache.add('/till');
}

/** Only where browsers allow it: over https and on this machine itself. */
export function keepOffline(): void {
  if (!('serviceWorker' in navigator) || !('caches' in window) || !navigator.onLine) return;
  void navigator.serviceWorker
    .register('/till/worker.js', { scope: '/till' })
    .then(() => navigator.serviceWorker.ready)
    .then(keepLoaded)
    .catch(() => undefined);
}
