import { cx } from './cx';

export interface GroupedCodeProps {
  value: string;
  /** Characters in a group. */
  size?: number | undefined;
  /** The found part, marked in place. */
  find?: string | undefined;
  /** Below 1100 px keeps the first group and the last four characters: «8970 … 9019». */
  brief?: boolean | undefined;
  className?: string | undefined;
}

/** A long number in groups: the gaps are drawn, so that selecting and copying gives it without spaces. */
export function GroupedCode({ value, size = 4, find, brief, className }: GroupedCodeProps) {
  const at = find ? value.lastIndexOf(find) : -1;
  const groups: string[] = [];
  for (let start = 0; start < value.length; start += size) groups.push(value.slice(start, start + size));
  const short = brief && at < 0 && value.length > size * 2;
  const base = cx('font-mono font-normal tracking-[-0.01em]', className);
  const full = (
    <span className={cx(base, short && 'max-lg:hidden')}>
      {groups.map((group, index) => {
        const start = index * size;
        const from = Math.max(at - start, 0);
        const to = Math.min(at + (find?.length ?? 0) - start, group.length);
        return (
          <span key={start} className="inline-block not-last:me-[0.35em]">
            {at >= 0 && to > from ? (
              <>
                {group.slice(0, from)}
                <mark>{group.slice(from, to)}</mark>
                {group.slice(to)}
              </>
            ) : (
              group
            )}
          </span>
        );
      })}
    </span>
  );
  if (!short) return full;
  return (
    <>
      {full}
      <span className={cx(base, 'whitespace-nowrap lg:hidden')}>
        {groups[0]} … {value.slice(-4)}
      </span>
    </>
  );
}
