import { Badge } from '@/components/ui/badge';
import { Link } from '@/components/ui/link';
import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import { formatMoney } from '@/lib/core/money';
import { failureText, statusLabels } from '@/lib/receipts/labels';
import type { ReceiptRow } from '@/lib/receipts/journal/model';

const NO_CONTACT = 'адрес не назван';

export interface JournalLine extends ReceiptRow {
  /** in the reader's zone, as people read it */
  readonly time: string;
}

export function JournalTable({ lines }: { lines: readonly JournalLine[] }) {
  return (
    <Table caption="Чеки">
      <THead>
        <TH>Когда</TH>
        <TH>Состояние</TH>
        <TH>Кому</TH>
        <TH>Касса</TH>
        <TH wide align="end">
          Документ
        </TH>
        <TH align="end">Сумма</TH>
      </THead>
      <TBody>
        {lines.map((line) => {
          const { tone, text } = statusLabels[line.status];
          return (
            <TR key={line.id}>
              <TD phone="sub" className="whitespace-nowrap">
                <time dateTime={line.issuedAt.toISOString()}>{line.time}</time>
              </TD>
              <TD phone="lead">
                <Badge tone={tone}>{text}</Badge>
              </TD>
              <TD phone="main" className="wrap-anywhere">
                <Link
                  href={`/receipts/journal/${line.id}`}
                  aria-label={`${line.contact ?? NO_CONTACT}, чек ${line.documentNumber}`}
                >
                  {line.contact ?? NO_CONTACT}
                </Link>
                {line.addressee === 'DEFAULT' ? (
                  <span className="block text-13 text-ink-2">адрес по умолчанию</span>
                ) : null}
                {line.status === 'BOUNCED' || line.status === 'FAILED' ? (
                  <span className="block text-13 text-ink-2">{failureText(line)}</span>
                ) : null}
              </TD>
              <TD phone="sub">
                {line.terminalName}
                <span className="block text-13 text-ink-2 max-md:hidden">{line.storeName}</span>
              </TD>
              <TD wide align="end" className="font-mono">
                {line.documentNumber}
              </TD>
              <TD phone="aside" align="end">
                {formatMoney(line.total)}
              </TD>
            </TR>
          );
        })}
      </TBody>
    </Table>
  );
}
