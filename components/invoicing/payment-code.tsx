const QUIET = 4;

/** The code that a bank's application reads; black on white in the dark too, four white squares around. */
export function PaymentCode({ cells }: { cells: readonly (readonly boolean[])[] }) {
  const side = cells.length + 2 * QUIET;
  const path = cells
    .map((row, y) =>
      row
        .map((black, x) => {
          if (!black || row[x - 1]) return '';
          const white = row.indexOf(false, x);
          const run = (white < 0 ? row.length : white) - x;
          return `M${x + QUIET} ${y + QUIET}h${run}v1h-${run}z`;
        })
        .join(''),
    )
    .join('');
  return (
    <figure className="grid max-w-64 gap-2">
      <svg
        role="img"
        aria-label="QR-код для оплаты счёта"
        viewBox={`0 0 ${side} ${side}`}
        shapeRendering="crispEdges"
        className="w-full rounded-control"
      >
        <rect width={side} height={side} fill="#fff" />
        <path d={path} fill="#000" />
      </svg>
      <figcaption className="text-13 text-ink-2">
        Отсканируйте в приложении банка: реквизиты, сумма и назначение заполнятся сами.
      </figcaption>
    </figure>
  );
}
