import { DefinitionList, Sum } from '@/components/ui/definition-list';
import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import { formatMoney } from '@/lib/core/money';
import { vatLabel } from '@/lib/invoicing/labels';
import type { Invoice } from '@/lib/invoicing/model';
import { vatTotals } from '@/lib/invoicing/vat.rule';

const number = new Intl.NumberFormat('ru');

/** What is invoiced, line by line, and the sums by rate of VAT. */
export function InvoiceLines({ invoice }: { invoice: Invoice }) {
  return (
    <>
      <Table caption="Что в счёте">
        <THead>
          <TH>Услуга</TH>
          <TH align="end">Количество</TH>
          <TH align="end">Цена</TH>
          <TH align="end">НДС</TH>
          <TH align="end">Сумма</TH>
        </THead>
        <TBody>
          {invoice.lines.map((line, i) => (
            <TR key={i}>
              <TD phone="main" className="wrap-anywhere">
                {line.name}
              </TD>
              <TD align="end" className="tabular-nums">
                {number.format(line.quantity)}
              </TD>
              <TD align="end" phone="sub" className="tabular-nums">
                <span className="md:hidden">{number.format(line.quantity)} × </span>
                {formatMoney(line.unitPrice)}
              </TD>
              <TD align="end" className="tabular-nums">
                {vatLabel(line.vatPercent)}
              </TD>
              <TD align="end" phone="aside" className="tabular-nums">
                {formatMoney(line.amount)}
              </TD>
            </TR>
          ))}
        </TBody>
      </Table>
      <DefinitionList look="sums" className="ms-auto mt-4 max-w-md">
        {vatTotals(invoice.lines).map(({ percent, amount, vat }) => (
          <Sum
            key={percent ?? 'none'}
            term={percent === null ? 'Без НДС' : `В том числе НДС ${vatLabel(percent)}`}
          >
            {formatMoney(percent === null ? amount : vat)}
          </Sum>
        ))}
        <Sum term="Всего к оплате" total>
          {formatMoney(invoice.amount)}
        </Sum>
      </DefinitionList>
    </>
  );
}
