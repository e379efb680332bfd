export { BareLink as StoreLink, Link, keepParam } from '@/components/ui/link';
export type { BareLinkProps as StoreLinkProps, LinkProps } from '@/components/ui/link';
