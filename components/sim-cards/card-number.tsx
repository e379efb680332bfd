import { GroupedCode } from '@/components/ui/grouped-code';

const THIN = '\u2005';

/** Groups of four. Thin spaces are cheap in a long list; the list takes them out of what is copied. */
export function CardNumber({ iccid, find }: { iccid: string; find: string | null }) {
  if (find) return <GroupedCode value={iccid} find={find} brief />;
  return iccid.match(/.{1,4}/g)?.join(THIN);
}
