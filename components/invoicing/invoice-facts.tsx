import { CopyButton } from '@/components/ui/copy-button';
import { DefinitionList, Fact } from '@/components/ui/definition-list';
import type { Buyer, Invoice } from '@/lib/invoicing/model';

const numbers = ({ inn, kpp }: Buyer) => `ИНН ${inn}${kpp === null ? '' : `, КПП ${kpp}`}`;

function Code({ value, label }: { value: string; label: string }) {
  return (
    <>
      <span className="font-mono wrap-anywhere">{value}</span> <CopyButton value={value} label={label} />
    </>
  );
}

/** Requisites of both sides as the invoice has them, each number to be copied. */
export function InvoiceFacts({ invoice }: { invoice: Invoice }) {
  const { seller, buyer, purpose } = invoice;
  return (
    <DefinitionList>
      <Fact term="Назначение платежа" note="По номеру в назначении деньги зачислятся сами">
        {purpose} <CopyButton value={purpose} label="Скопировать назначение платежа" keepSpaces />
      </Fact>
      <Fact term="Получатель" note={numbers(seller)}>
        {seller.name}
      </Fact>
      <Fact term="Расчётный счёт">
        <Code value={seller.account} label="Скопировать расчётный счёт" />
      </Fact>
      <Fact term="Банк" note={`Корр. счёт ${seller.correspondentAccount}`}>
        {seller.bank}
      </Fact>
      <Fact term="БИК">
        <Code value={seller.bik} label="Скопировать БИК" />
      </Fact>
      <Fact term="Покупатель" note={numbers(buyer)}>
        {buyer.name}
      </Fact>
    </DefinitionList>
  );
}
