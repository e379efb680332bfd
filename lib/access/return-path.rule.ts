const ELSEWHERE = 'http://cabinet.invalid';
/** Beside the cabinet: there is nothing to come back to. */
const PUBLIC = ['/sign-in', '/sign-up', '/reset', '/confirm'];

const isOwn = (path: string): boolean => /^\/(?![/\\])/.test(path);

/**
 * The way back after signing in: a path of this site, else the home page. Refuses `//host`, `/\host`, schemes, control
 * characters, and what only becomes one of these when it is read as an address (`/.//host`).
 */
export function safeReturnPath(next: string | undefined): string {
  if (!next || next.length > 2_000 || !isOwn(next) || /[\s\\\p{Cc}]/u.test(next)) return '/';
  const url = URL.canParse(next, ELSEWHERE) ? new URL(next, ELSEWHERE) : null;
  if (url?.origin !== ELSEWHERE || !isOwn(url.pathname)) return '/';
  const isPublic = PUBLIC.some((path) => url.pathname === path || url.pathname.startsWith(`${path}/`));
  return isPublic || url.pathname.startsWith('/api/') ? '/' : url.pathname + url.search;
}
