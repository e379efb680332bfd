import { Badge } from '@/components/ui/badge';
import { Link } from '@/components/ui/link';
import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import { formatMoney } from '@/lib/core/money';
import { dateInTable, momentText } from '@/lib/core/text';
import { invoiceName, statementCounts, verdictLabels } from '@/lib/invoicing/labels';
import type { BankPaymentRow, BankStatementRow } from '@/lib/invoicing/model';

interface StatementTableProps {
  statements: readonly BankStatementRow[];
  now: Date;
  timeZone: string;
}

/** Statements that have been taken in, and what came of each. */
export function StatementTable({ statements, now, timeZone }: StatementTableProps) {
  return (
    <Table caption="Загруженные выписки">
      <THead>
        <TH>Когда</TH>
        <TH>Файл</TH>
        <TH>Что в нём</TH>
        <TH wide>Кто загрузил</TH>
      </THead>
      <TBody>
        {statements.map((statement) => (
          <TR key={statement.id}>
            <TD phone="lead" className="whitespace-nowrap text-ink-2 tabular-nums">
              {momentText(statement.createdAt, now, timeZone)}
            </TD>
            <TD phone="main" className="wrap-anywhere">
              <Link href={`/finance/bank/${statement.id}`} look="row" stretched>
                {statement.fileName}
              </Link>
              <span className="block text-13 text-ink-2">
                {dateInTable(statement.from)}–{dateInTable(statement.to)}
              </span>
            </TD>
            <TD phone="sub">{statementCounts(statement)}</TD>
            <TD wide className="wrap-anywhere">
              {statement.actorName}
            </TD>
          </TR>
        ))}
      </TBody>
    </Table>
  );
}

interface PaymentTableProps {
  caption: string;
  payments: readonly BankPaymentRow[];
  /** their invoices open for the reader */
  own: boolean;
}

/** Payments of one verdict, each with its line in the file and its reason. */
export function PaymentTable({ caption, payments, own }: PaymentTableProps) {
  return (
    <Table caption={caption}>
      <THead>
        <TH>Платёж</TH>
        <TH>Плательщик</TH>
        <TH wide>Назначение</TH>
        <TH>Счёт</TH>
        <TH align="end">Сумма</TH>
      </THead>
      <TBody>
        {payments.map((payment) => {
          const { tone, text } = verdictLabels[payment.verdict];
          return (
            <TR key={payment.id}>
              <TD phone="lead">
                <Badge tone={tone}>{text}</Badge>
                <span className="block text-13 text-ink-2 tabular-nums">
                  № {payment.number} от {dateInTable(payment.paidOn)}, строка {payment.line}
                </span>
              </TD>
              <TD phone="main" className="wrap-anywhere md:max-w-56">
                {payment.payerName || 'не указан'}
                <span className="block text-13 text-ink-2">ИНН {payment.payerInn || 'не указан'}</span>
              </TD>
              <TD wide className="wrap-anywhere text-ink-2 md:max-w-72">
                {payment.purpose}
              </TD>
              <TD phone="sub" className="wrap-anywhere md:max-w-64">
                {payment.invoice === null ? null : own ? (
                  <Link href={`/finance/invoices/${payment.invoice.id}`}>
                    {invoiceName(payment.invoice.number)}
                  </Link>
                ) : (
                  invoiceName(payment.invoice.number)
                )}
                <span className="block text-13 text-ink-2">{payment.reason}</span>
              </TD>
              <TD phone="aside" align="end" className="tabular-nums">
                {formatMoney(payment.amount)}
              </TD>
            </TR>
          );
        })}
      </TBody>
    </Table>
  );
}
