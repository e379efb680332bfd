import { Section } from '@/components/layout/section';
import { Button } from '@/components/ui/button';
import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import { periodNames } from '@/lib/catalog/model';
import { addMoney, formatMoney } from '@/lib/core/money';
import { counted } from '@/lib/core/text';
import type { SavingRow } from '@/lib/subscriptions/forecast.rule';
import { subscriptionForms } from '@/lib/subscriptions/labels';

/** What the periods of payment save in a year, and what yearly payment would, by plan and in total. */
export function SavingSection({ rows, mayManage }: { rows: readonly SavingRow[]; mayManage: boolean }) {
  if (rows.length === 0) return null;
  const saved = addMoney(...rows.map((row) => row.saved));
  const possible = addMoney(...rows.map((row) => row.possible));
  const upfront = addMoney(...rows.map((row) => row.upfront));
  const changed = rows.filter((row) => row.possible > 0).reduce((sum, row) => sum + row.count, 0);
  return (
    <Section
      id="saving"
      title="Экономия на периоде оплаты"
      look="plain"
      lead={
        possible > 0
          ? `Переход на оплату раз в 12\u00a0месяцев сбережёт ${formatMoney(possible)} в\u00a0год. Год оплачивается вперёд: за ${counted(changed, subscriptionForms.accusative)} спишется ${formatMoney(upfront)}, каждая — в день своего продления.`
          : saved > 0
            ? `Вы уже сберегаете ${formatMoney(saved)} в\u00a0год, выгоднее периода оплаты нет.`
            : 'Годовая оплата ваших подписок не дешевле помесячной.'
      }
      action={
        possible > 0 && mayManage ? <Button href={changeHref(rows)}>Сменить период оплаты</Button> : null
      }
    >
      <Table caption="Экономия за год по тарифам">
        <THead>
          <TH>Тариф</TH>
          <TH>Период оплаты</TH>
          <TH align="end">Подписок</TH>
          <TH align="end">Сберегаете в год</TH>
          <TH align="end">Сбережёт переход на год</TH>
        </THead>
        <TBody>
          {rows.map((row) => (
            <TR key={`${row.planSlug} ${row.period}`}>
              <TD phone="main" className="max-md:font-semibold">
                {row.planName}
              </TD>
              <TD phone="sub">{periodNames[row.period]}</TD>
              <TD align="end" className="tabular-nums">
                {row.count}
              </TD>
              <TD phone={row.saved > 0 ? 'sub' : undefined} align="end" className="tabular-nums">
                <span className="md:hidden">сберегаете </span>
                {row.saved > 0 ? formatMoney(row.saved) : <None />}
              </TD>
              <TD phone={row.possible > 0 ? 'sub' : undefined} align="end" className="tabular-nums">
                <span className="md:hidden">переход на год сбережёт </span>
                {row.possible > 0 ? (
                  <span className="font-semibold text-works">ещё {formatMoney(row.possible)}</span>
                ) : (
                  <None />
                )}
              </TD>
            </TR>
          ))}
          {rows.length > 1 ? (
            <TR className="font-semibold hover:bg-transparent">
              <TD phone="main">Всего</TD>
              <TD />
              <TD align="end" className="tabular-nums">
                {rows.reduce((sum, row) => sum + row.count, 0)}
              </TD>
              <TD phone="sub" align="end" className="tabular-nums">
                <span className="md:hidden">сберегаете </span>
                {formatMoney(saved)}
              </TD>
              <TD phone="sub" align="end" className="tabular-nums">
                <span className="md:hidden">переход на год сбережёт </span>
                {formatMoney(possible)}
              </TD>
            </TR>
          ) : null}
        </TBody>
      </Table>
    </Section>
  );
}

const None = () => <span className="text-ink-3">—</span>;

/** Subscriptions whose period is worth changing, by the period most of the saving stands in. */
const changeHref = (rows: readonly SavingRow[]): string => {
  const [best] = rows;
  return best ? `/subscriptions?period=${best.period}` : '/subscriptions';
};
