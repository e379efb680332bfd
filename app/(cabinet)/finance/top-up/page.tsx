import type { Metadata } from 'next';
import { TopUpForm } from '@/components/billing/top-up-form';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Link } from '@/components/ui/link';
import { paymentCards, walletBalance } from '@/lib/billing/queries';
import { formatMoney, parseMoney } from '@/lib/core/money';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';

export const metadata: Metadata = { title: 'Пополнение счёта' };

export default async function TopUpPage({ searchParams }: { searchParams: SearchParams }) {
  const page = await cabinetPage('finance.topUp', searchParams);
  if (!page.allowed) return <NoAccess what="Пополнение счёта" />;
  const wanted = page.params['amount'] ?? '';
  const mayKeep = page.may('finance.cards');
  const saving = mayKeep && page.params['save'] === '1';
  const [balance, cards] = await Promise.all([
    walletBalance(page.ctx),
    mayKeep && !saving ? paymentCards(page.ctx) : [],
  ]);
  const amount = parseMoney(wanted) === null ? '' : wanted;
  return (
    <>
      <PageHeader
        back={
          saving
            ? { href: '/finance/cards', label: 'Карты и автоплатёж' }
            : { href: '/finance', label: 'Финансы' }
        }
        title={saving ? 'Новая карта' : 'Пополнение счёта'}
        lead={
          saving
            ? 'Карта сохраняется вместе с пополнением: деньги останутся на лицевом счёте. Её номер вы введёте на странице платёжной системы.'
            : `На лицевом счёте ${formatMoney(balance)}. Номер карты вводится на странице платёжной системы, в кабинете его нет.`
        }
      />
      <TopUpForm amount={amount} cards={cards} mayKeep={mayKeep} saving={saving} />
      {saving ? null : (
        <p className="mt-6 max-w-md text-ink-2">
          Платите с расчётного счёта?{' '}
          <Link
            href={
              amount ? `/finance/invoices/new?amount=${encodeURIComponent(amount)}` : '/finance/invoices/new'
            }
          >
            Выставить счёт на оплату
          </Link>
        </p>
      )}
    </>
  );
}
