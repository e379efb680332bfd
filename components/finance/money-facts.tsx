import { Section } from '@/components/layout/section';
import { DefinitionList, Fact } from '@/components/ui/definition-list';
import { Link } from '@/components/ui/link';
import type { LocalDate } from '@/lib/core/local-date';
import { formatMoney, type Kopecks } from '@/lib/core/money';
import { monthAndYear } from '@/lib/core/text';
import { invoiceLabel, invoiceName } from '@/lib/invoicing/labels';
import type { ActRow, InvoiceRow } from '@/lib/invoicing/model';

/** How the organization pays and what papers it has: a line each, with the way to its page. */
export function MoneyFacts({
  card,
  mayManageCards,
  invoice,
  act,
  today,
  saving,
}: {
  /** name of the card of autopay */
  card: string | null;
  mayManageCards: boolean;
  /** the last ones */
  invoice: InvoiceRow | null;
  act: ActRow | null;
  /** the day in whose words documents are late */
  today: LocalDate;
  /** that yearly payment would save in a year */
  saving: Kopecks;
}) {
  return (
    <Section title="Оплата и документы">
      <DefinitionList>
        <Fact
          term="Автоплатёж"
          note={
            card
              ? 'Недостающее спишется с карты в день продления'
              : 'Если денег не хватит, счёт нужно пополнить самим'
          }
        >
          {card ? `Включён, ${card}` : 'Выключен'}
          <Way href="/finance/cards">
            {card ? 'Карты' : mayManageCards ? 'Настроить автоплатёж' : 'О картах'}
          </Way>
        </Fact>
        {saving > 0 ? (
          <Fact term="Период оплаты" note="Если перейти на оплату раз в 12 месяцев">
            Сбережёте {formatMoney(saving)} в год
            <Way href="/finance/calendar#saving">Подробнее</Way>
          </Fact>
        ) : null}
        <Fact
          term="Последний счёт"
          note={invoice ? invoiceLabel(invoice, today).text : 'Для оплаты банковским переводом'}
        >
          {invoice ? (
            <Link href={`/finance/invoices/${invoice.id}`} look="row">
              {invoiceName(invoice.number)} на {formatMoney(invoice.amount)}
            </Link>
          ) : (
            'Счетов пока нет'
          )}
          <Way href="/finance/invoices">Все счета</Way>
        </Fact>
        <Fact term="Последний акт" note={act ? null : 'Появляется сам после месяца, оплаченного по счёту'}>
          {act ? `За ${monthAndYear(act.month)}, ${formatMoney(act.amount)}` : 'Актов пока нет'}
          <Way href="/finance/acts">Все акты</Way>
        </Fact>
      </DefinitionList>
    </Section>
  );
}

const Way = ({ href, children }: { href: string; children: string }) => (
  <Link href={href} className="ms-3 inline-block whitespace-nowrap">
    {children}
  </Link>
);
