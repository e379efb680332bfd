import { GroupedCode } from '@/components/ui/grouped-code';
import { Link } from '@/components/ui/link';
import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import { stateWords } from '@/lib/sim-cards/labels';
import type { BulkItemRow } from '@/lib/sim-cards/bulk/model';
import { ItemBadge } from './bulk-badge';

export function ItemTable({ rows, isDraft }: { rows: readonly BulkItemRow[]; isDraft: boolean }) {
  return (
    <Table caption="Карты из списка">
      <THead>
        <TH align="end" className="w-20">
          Строка
        </TH>
        <TH>Карта</TH>
        <TH>Итог</TH>
        <TH>{isDraft ? 'Состояние карты и причина' : 'Карта сейчас и причина'}</TH>
      </THead>
      <TBody>
        {rows.map((item) => (
          <TR key={item.position}>
            <TD align="end" phone="aside" className="text-ink-2 tabular-nums">
              <span className="md:hidden">строка </span>
              {item.line}
            </TD>
            <TD phone="main">
              <Name item={item} />
            </TD>
            <TD phone="lead">
              <ItemBadge state={item.state} isDraft={isDraft} />
            </TD>
            <TD phone="sub" className="md:max-w-xl">
              {item.reason ?? (item.cardState ? stateWords[item.cardState] : '—')}
            </TD>
          </TR>
        ))}
      </TBody>
    </Table>
  );
}

function Name({ item: { simCardId, iccid, text } }: { item: BulkItemRow }) {
  if (simCardId !== null && iccid !== null) {
    return (
      <Link look="row" href={`/sim-cards/${simCardId}`}>
        <GroupedCode value={iccid} />
      </Link>
    );
  }
  if (iccid !== null) return <GroupedCode value={iccid} />;
  return <span className="font-mono wrap-anywhere">{text === '' ? 'пусто' : `«${text}»`}</span>;
}
