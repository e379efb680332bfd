import { Badge } from '@/components/ui/badge';
import { Link } from '@/components/ui/link';
import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import type { LocalDate } from '@/lib/core/local-date';
import { formatMoney } from '@/lib/core/money';
import { dateInTable } from '@/lib/core/text';
import { invoiceLabel, invoiceName } from '@/lib/invoicing/labels';
import type { InvoiceRow } from '@/lib/invoicing/model';

/** The state in words, with the day that matters in it. */
export function InvoiceState({
  invoice,
  today,
  look = 'plain',
}: {
  invoice: InvoiceRow;
  today: LocalDate;
  look?: 'plain' | 'filled';
}) {
  const { tone, text } = invoiceLabel(invoice, today);
  return (
    <Badge
      tone={tone}
      look={look}
      note={invoice.state === 'ISSUED' ? `до ${dateInTable(invoice.dueOn)}` : undefined}
    >
      {text}
    </Badge>
  );
}

export function InvoiceTable({ invoices, today }: { invoices: readonly InvoiceRow[]; today: LocalDate }) {
  return (
    <Table caption="Счета на оплату">
      <THead>
        <TH>Счёт</TH>
        <TH>Состояние</TH>
        <TH align="end">Сумма</TH>
        <TH wide>Кто выставил</TH>
      </THead>
      <TBody>
        {invoices.map((invoice) => (
          <TR key={invoice.id}>
            <TD phone="main">
              <Link href={`/finance/invoices/${invoice.id}`} look="row" stretched>
                {invoiceName(invoice.number)}
              </Link>
              <span className="block text-13 text-ink-2">от {dateInTable(invoice.issuedOn)}</span>
            </TD>
            <TD phone="lead">
              <InvoiceState invoice={invoice} today={today} />
            </TD>
            <TD phone="aside" align="end" className="tabular-nums">
              {formatMoney(invoice.amount)}
            </TD>
            <TD wide className="wrap-anywhere">
              {invoice.actorName}
            </TD>
          </TR>
        ))}
      </TBody>
    </Table>
  );
}
