import { Tabs } from '@/components/ui/tabs';

const tabs = [
  { href: '/receipts', label: 'Настройки' },
  { href: '/receipts/terminals', label: 'Кассы' },
  { href: '/receipts/journal', label: 'Журнал' },
] as const;

export function ReceiptTabs({ current }: { current: (typeof tabs)[number]['href'] }) {
  return (
    <div className="mb-5">
      <Tabs label="Чеки на e-mail" tabs={tabs.map((tab) => ({ ...tab, current: tab.href === current }))} />
    </div>
  );
}
