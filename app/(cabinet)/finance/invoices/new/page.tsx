import type { Metadata } from 'next';
import { InvoiceForm } from '@/components/invoicing/invoice-form';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { messageText } from '@/lib/core/messages';
import { parseMoney } from '@/lib/core/money';
import { offerWords } from '@/lib/invoicing/labels';
import { invoicingMessages } from '@/lib/invoicing/messages';
import { invoiceOffers } from '@/lib/invoicing/offers';
import { invoiceBuyer } from '@/lib/invoicing/queries';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';

export const metadata: Metadata = { title: 'Новый счёт на оплату' };

export default async function NewInvoicePage({ searchParams }: { searchParams: SearchParams }) {
  const page = await cabinetPage('finance.topUp', searchParams);
  if (!page.allowed) return <NoAccess what="Новый счёт на оплату" />;
  const { ctx } = page.session;
  const [offers, payer] = await Promise.all([invoiceOffers(ctx), invoiceBuyer(ctx)]);
  const wanted = page.params['amount'] ?? '';
  const kpp = payer?.buyer.kpp;
  return (
    <>
      <PageHeader
        back={{ href: '/finance/invoices', label: 'Счета на оплату' }}
        title="Новый счёт на оплату"
        lead={
          payer
            ? `Плательщик — ${payer.buyer.name}, ИНН ${payer.buyer.inn}${kpp ? `, КПП ${kpp}` : ''}. Оплачивать счёт нужно со счёта этой организации.`
            : null
        }
      />
      {!payer || !offers ? (
        <Notice tone="attention" action={<Button href="/finance/top-up">Пополнить картой</Button>}>
          {messageText(invoicingMessages.NO_SELLER)}
        </Notice>
      ) : payer.missing === 'INN' ? (
        <Notice tone="failed" action={<Button href="/settings">Настройки</Button>}>
          {messageText(invoicingMessages.NO_INN, { inn: payer.buyer.inn })}
        </Notice>
      ) : (
        <>
          {payer.missing === 'KPP' ? (
            <Notice tone="attention" className="mb-6 max-w-2xl">
              КПП организации не указан, в счёте и акте его не будет. Зачислению платежа это не мешает.
            </Notice>
          ) : null}
          <InvoiceForm
            amount={parseMoney(wanted) === null ? '' : wanted}
            offers={offers.map(({ months, lines, total }) => ({ months, total, words: offerWords(lines) }))}
          />
        </>
      )}
    </>
  );
}
