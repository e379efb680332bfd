import { sandboxScript } from '@/lib/platform/sandbox-route';

/** The network first, always; what came last when there is none. Nothing but the till's page and its files. */
const SCRIPT = `
const CACHE = 'kassa-till';
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  const isPage = request.mode === 'navigate' && url.pathname === '/till';
  if (!isPage && !url.pathname.startsWith('/_next/static/')) return;
  const key = isPage ? '/till' : request;
  event.respondWith((async () => {
    const cache = await caches.open(CACHE);
    try {
      const response = await fetch(request);
      if (response.ok) event.waitUntil(cache.put(key, response.clone()));
      return response;
    } catch {
      return (await cache.match(key, { ignoreVary: true })) ?? Response.error();
    }
  })());
});
`;

export const dynamic = 'force-dynamic';

/** The service worker of the virtual till. */
export const GET = (): Response => sandboxScript(SCRIPT, '/till');
