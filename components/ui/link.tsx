'use client';

import NextLink from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { type ComponentPropsWithRef, type MouseEvent, type SyntheticEvent, useState } from 'react';
import { cx } from './cx';

const KEPT = 'store';

function keepParam(href: string, value: string | null): string {
  if (!value || !href.startsWith('/') || href.startsWith('//')) return href;
  const [beforeHash = '', hash] = href.split('#', 2);
  const [path = '', query] = beforeHash.split('?', 2);
  const params = new URLSearchParams(query);
  if (!params.has(KEPT)) params.set(KEPT, value);
  return `${path}?${params}${hash ? `#${hash}` : ''}`;
}

/** The address with the current `?store` kept in it. */
export function useKeptStore(): (href: string) => string {
  const store = useSearchParams().get(KEPT);
  return (href) => keepParam(href, store);
}

const ours = ({ target }: SyntheticEvent): HTMLAnchorElement | null => {
  const link = (target as Element).closest('a');
  return link && link.origin === location.origin && !link.target && !link.download ? link : null;
};
const addressOf = ({ pathname, search, hash }: HTMLAnchorElement) => pathname + search + hash;

/** For an element around many plain anchors: they open without loading the document, prefetched when the pointer is near. */
export function useFollow() {
  const router = useRouter();
  const near = (event: SyntheticEvent) => {
    const link = ours(event);
    if (link) router.prefetch(addressOf(link));
  };
  return {
    onMouseOver: near,
    onFocus: near,
    onClick(event: MouseEvent) {
      const link = ours(event);
      if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      router.push(addressOf(link));
    },
  };
}

export interface BareLinkProps extends Omit<ComponentPropsWithRef<'a'>, 'href'> {
  href: string;
  replace?: boolean | undefined;
  scroll?: boolean | undefined;
}

/** An unstyled link that keeps the current `?store` and prefetches only when the pointer is near. */
export function BareLink({ href, replace, scroll, onMouseEnter, onFocus, ...rest }: BareLinkProps) {
  const store = useSearchParams().get(KEPT);
  const [near, setNear] = useState(false);
  return (
    <NextLink
      href={keepParam(href, store)}
      prefetch={near ? null : false}
      {...(replace === undefined ? {} : { replace })}
      {...(scroll === undefined ? {} : { scroll })}
      onMouseEnter={(event) => {
        setNear(true);
        onMouseEnter?.(event);
      }}
      onFocus={(event) => {
        setNear(true);
        onFocus?.(event);
      }}
      {...(rest as Omit<ComponentPropsWithRef<typeof NextLink>, 'href'>)}
    />
  );
}

export interface LinkProps extends BareLinkProps {
  /** `text` is underlined, `row` is the title of a row and underlines on hover. */
  look?: 'text' | 'row' | undefined;
  /** Makes the whole nearest positioned ancestor the target. */
  stretched?: boolean | undefined;
}

export function Link({ look = 'text', stretched, className, ...rest }: LinkProps) {
  return (
    <BareLink
      className={cx(
        'rounded-tick underline-offset-3 transition-opacity',
        look === 'text' && 'text-accent underline decoration-accent/40 hover:decoration-accent',
        look === 'row' && 'font-semibold text-ink hover:underline hover:decoration-edge',
        stretched &&
          'stretch outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent',
        className,
      )}
      {...rest}
    />
  );
}
