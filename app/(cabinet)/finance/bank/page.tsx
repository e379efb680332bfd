import type { Metadata } from 'next';
import { FinanceTabs } from '@/components/invoicing/finance-tabs';
import { StatementForm } from '@/components/invoicing/statement-form';
import { StatementTable } from '@/components/invoicing/statement-table';
import { Gate } from '@/components/layout/gate';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { Button } from '@/components/ui/button';
import { messageText } from '@/lib/core/messages';
import { bankMessages } from '@/lib/invoicing/bank/messages';
import { listStatements } from '@/lib/invoicing/bank/queries';
import { MOST_STATEMENT_BYTES } from '@/lib/invoicing/schema';
import { isSandbox } from '@/lib/platform/env';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';

export const metadata: Metadata = { title: 'Выписки банка' };

export default async function BankPage({ searchParams }: { searchParams: SearchParams }) {
  const { session } = await cabinetPage('finance.read', searchParams);
  const { ctx } = session;
  // Who takes in statements is not a matter of the role alone: it is the seller's staff.
  const statements = await listStatements(ctx);
  if (!statements) {
    return (
      <Gate title="Выписки банка" icon="lock" action={<Button href="/">На главную</Button>}>
        {messageText(bankMessages.FORBIDDEN)}
      </Gate>
    );
  }
  return (
    <>
      <PageHeader
        title="Выписки банка"
        lead="Файл из клиент-банка в формате 1С (1CClientBankExchange), Windows-1251 или UTF-8. Зачисляется только то, в чём совпали номер счёта, ИНН и сумма."
        action={
          isSandbox() ? (
            <Button plain icon="download" href="/finance/bank/sample">
              Пример выписки
            </Button>
          ) : null
        }
      />
      <FinanceTabs current="/finance/bank" bank />
      <StatementForm mostBytes={MOST_STATEMENT_BYTES} />
      {statements.length > 0 ? (
        <Section title="Загруженные выписки" look="plain">
          <StatementTable statements={statements} now={ctx.clock.now()} timeZone={ctx.timeZone} />
        </Section>
      ) : null}
    </>
  );
}
