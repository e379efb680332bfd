import type { Answer } from './calls';

export type Expected = 'SIGNED_OUT' | 'FORBIDDEN' | 'NOT_FOUND' | 'OPEN';

const NO_ACCESS = /У вашей роли нет доступа к этому разделу|Выписки банка загружают/;

/** What a page has answered. */
export function pageSays({ status, headers, body }: Answer): Expected | `${number}` {
  if (status >= 300 && status < 400) {
    return headers.get('location')?.startsWith('/sign-in') ? 'SIGNED_OUT' : `${status}`;
  }
  if (status === 404) return 'NOT_FOUND';
  if (status !== 200) return `${status}`;
  return NO_ACCESS.test(body) ? 'FORBIDDEN' : 'OPEN';
}

/** What an action has answered. */
export const told = (result: { ok: boolean; code?: string } | null): string =>
  result === null ? 'нет ответа' : result.ok ? 'OPEN' : (result.code ?? '');
