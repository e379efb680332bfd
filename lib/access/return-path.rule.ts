/** The way back after signing in: a path of this site, else the home page. Refuses `//host`, `/\host`, schemes. */
export function safeReturnPath(next: string | undefined): string {
  if (!next || !/^\/(?![/\\])/.test(next) || /[\s\\]/.test(next)) return '/';
  const base = 'http://cabinet.invalid';
  const url = URL.canParse(next, base) ? new URL(next, base) : null;
  return url?.origin === base && !url.pathname.startsWith('/sign-in') ? url.pathname + url.search : '/';
}
