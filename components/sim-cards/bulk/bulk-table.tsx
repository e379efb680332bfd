import { Link } from '@/components/ui/link';
import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import { momentText } from '@/lib/core/text';
import { bulkTitle, originText } from '@/lib/sim-cards/bulk/labels';
import type { BulkRow } from '@/lib/sim-cards/bulk/model';
import { BulkBadge } from './bulk-badge';

const number = new Intl.NumberFormat('ru');

/** «193 из 200, 7 с ошибками» */
function outcome({ counts, total, state }: BulkRow): string {
  const bad = counts.REFUSED + counts.FAILED;
  const errors = bad > 0 ? `, ${number.format(bad)} с ошибками` : '';
  if (state === 'DRAFT' || state === 'CANCELLED') return `${number.format(total)} в списке${errors}`;
  return `${number.format(counts.DONE)} из ${number.format(total)}${errors}`;
}

export function BulkTable({
  rows,
  now,
  timeZone,
}: {
  rows: readonly BulkRow[];
  now: Date;
  timeZone: string;
}) {
  return (
    <Table caption="Недавние списки">
      <THead>
        <TH>Что</TH>
        <TH>Состояние</TH>
        <TH>Готово</TH>
        <TH wide>Откуда</TH>
        <TH>Кто и когда</TH>
      </THead>
      <TBody>
        {rows.map((bulk) => (
          <TR key={bulk.id}>
            <TD phone="main" className="md:whitespace-nowrap">
              <Link look="row" stretched href={`/sim-cards/bulk/${bulk.id}`}>
                {bulkTitle(bulk)}
              </Link>
            </TD>
            <TD phone="lead">
              <BulkBadge state={bulk.state} />
            </TD>
            <TD phone="sub" className="tabular-nums">
              {outcome(bulk)}
            </TD>
            <TD wide className="wrap-anywhere">
              {originText(bulk)}
            </TD>
            <TD phone="aside" className="tabular-nums">
              <span className="max-md:hidden">{bulk.actorName}, </span>
              {momentText(bulk.createdAt, now, timeZone)}
            </TD>
          </TR>
        ))}
      </TBody>
    </Table>
  );
}
