import type { Metadata } from 'next';
import { CancelInvoice } from '@/components/invoicing/cancel-invoice';
import { InvoiceFacts } from '@/components/invoicing/invoice-facts';
import { InvoiceLines } from '@/components/invoicing/invoice-lines';
import { InvoiceState } from '@/components/invoicing/invoice-table';
import { PaymentCode } from '@/components/invoicing/payment-code';
import { DetailLayout } from '@/components/layout/detail-layout';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { formatMoney } from '@/lib/core/money';
import { dateInText, momentText } from '@/lib/core/text';
import { invoiceName } from '@/lib/invoicing/labels';
import { codeCells } from '@/lib/invoicing/payment-code';
import { getInvoice, heldPayments, sellerToday } from '@/lib/invoicing/queries';
import { cabinetPage, notThere, type SearchParams } from '@/lib/platform/page';

export const metadata: Metadata = { title: 'Счёт на оплату' };

interface Props {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

export default async function InvoicePage({ params, searchParams }: Props) {
  const page = await cabinetPage('finance.read', searchParams);
  if (!page.allowed) return <NoAccess what="Счета на оплату" />;
  const { ctx } = page.session;
  const invoice = await getInvoice(ctx, (await params).id);
  if (!invoice) return notThere(ctx, (await params).id);
  const held = await heldPayments(ctx, invoice);
  const today = sellerToday(ctx);
  const when = (moment: Date) => momentText(moment, ctx.clock.now(), ctx.timeZone);
  const name = invoiceName(invoice.number);
  const open = invoice.state === 'ISSUED';
  return (
    <>
      <PageHeader
        back={{ href: '/finance/invoices', label: 'Счета на оплату' }}
        title={name}
        state={<InvoiceState invoice={invoice} today={today} look="filled" />}
        lead={`На ${formatMoney(invoice.amount)}, от ${dateInText(invoice.issuedOn)}. Выставил: ${invoice.actorName}`}
        action={
          <>
            {open && page.may('finance.topUp') ? <CancelInvoice invoiceId={invoice.id} name={name} /> : null}
            <Button plain variant="primary" icon="download" href={`/finance/invoices/${invoice.id}/pdf`}>
              Скачать PDF
            </Button>
          </>
        }
      />
      {invoice.paidAt ? (
        <Notice tone="works" className="mb-6">
          Деньги зачислены на лицевой счёт: {when(invoice.paidAt)}.
        </Notice>
      ) : null}
      {invoice.cancelledAt ? (
        <Notice tone="off" className="mb-6">
          Счёт отменён: {when(invoice.cancelledAt)}. Не оплачивайте его, выставьте новый.
        </Notice>
      ) : null}
      {open && invoice.dueOn < today ? (
        <Notice tone="attention" className="mb-6">
          Срок оплаты прошёл {dateInText(invoice.dueOn)}. Если оплатить счёт сейчас, деньги всё равно
          зачислятся.
        </Notice>
      ) : null}
      {held.map((payment) => (
        <Notice
          key={payment.id}
          tone="attention"
          className="mb-6"
          title={`Платёж на ${formatMoney(payment.amount)} пришёл, но не зачислен`}
        >
          {payment.reason}. Деньги у продавца: его бухгалтер уточнит, что с ними сделать.
        </Notice>
      ))}
      <DetailLayout
        aside={
          open ? (
            <Section title="Оплата по QR-коду" look="plain">
              <PaymentCode cells={codeCells(invoice)} />
            </Section>
          ) : null
        }
      >
        <Section title="Что в счёте" look="plain">
          <InvoiceLines invoice={invoice} />
        </Section>
        <Section title="Реквизиты">
          <InvoiceFacts invoice={invoice} />
        </Section>
      </DetailLayout>
    </>
  );
}
