import { Tabs } from '@/components/ui/tabs';

const tabs = [
  { href: '/finance', label: 'Обзор' },
  { href: '/finance/calendar', label: 'Календарь' },
  { href: '/finance/spending', label: 'Расходы' },
  { href: '/finance/ledger', label: 'Движения' },
  { href: '/finance/invoices', label: 'Счета на оплату' },
  { href: '/finance/acts', label: 'Акты' },
  { href: '/finance/cards', label: 'Карты и автоплатёж' },
  { href: '/finance/bank', label: 'Выписки банка' },
] as const;

type Address = (typeof tabs)[number]['href'];

/** Parts of «Финансы»; statements of the bank only for those who take them in. */
export function FinanceTabs({ current, bank }: { current: Address; bank: boolean }) {
  return (
    <div className="mb-5 md:mb-6 print:hidden">
      <Tabs
        label="Разделы финансов"
        tabs={tabs
          .filter(({ href }) => bank || href !== '/finance/bank')
          .map((tab) => ({ ...tab, current: tab.href === current }))}
      />
    </div>
  );
}
