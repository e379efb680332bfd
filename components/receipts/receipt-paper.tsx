import type { ReceiptDetail } from '@/lib/receipts/journal/model';

type Printed = NonNullable<ReceiptDetail['printed']>;

function Lines({ pairs, small }: { pairs: Printed['requisites']; small?: boolean }) {
  return (
    <dl className={small ? 'grid gap-1 text-13' : 'grid gap-1'}>
      {pairs.map(([name, value]) => (
        <div key={name} className="flex justify-between gap-4">
          <dt className="text-ink-2">{name}</dt>
          <dd className="min-w-0 text-end wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const rule = 'border-t border-dashed border-edge pt-3 mt-3';

/** The receipt as the document it is: the same lines as on paper and in the letter. */
export function ReceiptPaper({ printed }: { printed: Printed }) {
  const [name, ...rest] = printed.seller;
  return (
    <article className="w-full max-w-[25rem] border border-line bg-surface px-5 py-6 text-14">
      <p className="text-center">
        <strong className="text-16">{name}</strong>
        {rest.map((line) => (
          <span key={line} className="block wrap-anywhere text-ink-2">
            {line}
          </span>
        ))}
      </p>
      <p className="mt-4 text-center text-16 font-semibold">{printed.title}</p>
      <p className="text-center">{printed.heading}</p>
      <ul className={`${rule} grid gap-2`}>
        {printed.items.map((item, index) => (
          <li key={index}>
            <span className="block wrap-anywhere">{item.name}</span>
            <span className="flex justify-between gap-4">
              <span className="text-13 text-ink-2">{item.notes}</span>
              <span className="text-end">{item.calculation}</span>
            </span>
          </li>
        ))}
      </ul>
      <p className={`${rule} mb-2 flex justify-between gap-4 text-20 font-semibold`}>
        <span>Итог</span>
        <span>{printed.total}</span>
      </p>
      <Lines pairs={[...printed.payments, ...printed.taxes]} />
      <div className={rule}>
        <Lines pairs={printed.requisites} small />
      </div>
      <svg
        role="img"
        aria-label={`Код для проверки чека: ${printed.qr}`}
        viewBox={`0 0 ${printed.outline.side} ${printed.outline.side}`}
        shapeRendering="crispEdges"
        className="bg-white mx-auto mt-4 size-[11.25rem]"
      >
        <path d={printed.outline.path} fill="#000" />
      </svg>
    </article>
  );
}
