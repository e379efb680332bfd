import { headers } from 'next/headers';
import { clientAddress } from '@/lib/access/address.rule';
import { env } from './env';

/** Where a request came from: what stands in `X-Forwarded-For` counts as far as TRUSTED_PROXIES goes. */
export const addressOf = (requestHeaders: { get: (name: string) => string | null }): string =>
  clientAddress(requestHeaders.get('x-forwarded-for'), env().TRUSTED_PROXIES);

export const requestAddress = async (): Promise<string> => addressOf(await headers());

/** What the browser says of itself, without what would break a line. */
export const requestBrowser = async (): Promise<string> =>
  ((await headers()).get('user-agent') ?? '').replace(/\p{Cc}+/gu, ' ').slice(0, 300);
