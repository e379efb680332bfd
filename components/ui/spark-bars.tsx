import { cx } from './cx';

export interface SparkBar {
  /** «ноя» */
  label: string;
  value: number;
  /** «5 220 ₽» */
  text: string;
}

export interface SparkBarsProps {
  /** What it shows: «Расходы по месяцам». */
  caption: string;
  /** «12 месяцев, 61 340 ₽» */
  summary?: string | undefined;
  bars: readonly SparkBar[];
  /** Table headings for reading out. */
  headings: { label: string; value: string };
  height?: number | undefined;
  /** Which bars say their value: the marked one and the highest, or the highest only. */
  named?: 'last' | 'peak' | undefined;
  /** The bar that stands out; the last one by default. */
  marked?: number | undefined;
}

export function SparkBars({
  caption,
  summary,
  bars,
  headings,
  height = 96,
  named: names = 'last',
  marked = bars.length - 1,
}: SparkBarsProps) {
  const max = Math.max(1, ...bars.map((bar) => bar.value));
  const step = 100 / Math.max(1, bars.length);
  const gap = bars.length > 20 ? 0.2 : 0.32;
  const peak = bars.findIndex((bar) => bar.value === max);
  const last = bars.length - 1;
  const crowded = names === 'last' && peak !== marked && Math.abs(peak - marked) * step < 22;
  const named = (index: number) =>
    bars.length <= 4 || (index === marked && names === 'last') || (index === peak && !crowded);
  const every = Math.ceil(bars.length / 12);
  const top = 22;
  const few = bars.length <= 6;
  return (
    <figure>
      <figcaption className="flex flex-wrap items-baseline gap-x-4">
        <span className="font-semibold">{caption}</span>
        {summary ? <span className="text-ink-2 tabular-nums">{summary}</span> : null}
      </figcaption>
      <svg
        aria-hidden
        width={few ? bars.length * 84 : '100%'}
        height={height + top + 22}
        className="mt-2 block max-w-full overflow-visible"
      >
        {bars.map((bar, index) => {
          const tall = bar.value > 0 ? Math.max(2, (bar.value / max) * height) : 0;
          const center = `${step * (index + 0.5)}%`;
          return (
            <g key={`${bar.label}-${index}`}>
              <rect
                x={`${step * (index + gap / 2)}%`}
                width={`${step * (1 - gap)}%`}
                y={top + height - tall}
                height={tall}
                className={index === marked ? 'fill-accent' : 'fill-edge/55'}
              >
                <title>{`${bar.label}: ${bar.text}`}</title>
              </rect>
              {named(index) && bar.value > 0 ? (
                <text
                  x={bars.length > 4 && index === last ? '100%' : bars.length > 4 && index === 0 ? 0 : center}
                  y={top + height - tall - 6}
                  textAnchor={
                    bars.length > 4 && index === last
                      ? 'end'
                      : bars.length > 4 && index === 0
                        ? 'start'
                        : 'middle'
                  }
                  className="fill-ink text-13 font-semibold tabular-nums"
                >
                  {bar.text}
                </text>
              ) : null}
              {(last - index) % every === 0 ? (
                <text
                  x={center}
                  y={top + height + 17}
                  textAnchor="middle"
                  className={cx(
                    'fill-ink-2 text-13',
                    (last - index) % (every * 3) !== 0 && bars.length > 6 && 'max-sm:hidden',
                  )}
                >
                  {bar.label}
                </text>
              ) : null}
            </g>
          );
        })}
        <line x1="0" x2="100%" y1={top + height + 0.5} y2={top + height + 0.5} className="stroke-edge" />
      </svg>
      <table className="sr-only">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{headings.label}</th>
            <th scope="col">{headings.value}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map((bar, index) => (
            <tr key={`${bar.label}-${index}`}>
              <th scope="row">{bar.label}</th>
              <td>{bar.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
