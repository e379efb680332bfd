import { DefinitionList, Fact } from '@/components/ui/definition-list';
import type { EffectiveSetting } from '@/lib/receipts/model';
import { decideReceipt, type ReceiptDecision, type SaleAnswer } from '@/lib/receipts/decide-receipt.rule';

const addressees = { BUYER: 'на адрес покупателя', DEFAULT: 'на адрес по умолчанию' } as const;

const A_CONTACT = '+79990000000';

function inWords({ printed, addressee }: ReceiptDecision): string {
  const sent = addressee ? `электронный ${addressees[addressee]}` : null;
  if (printed && sent) return `Бумажный и ${sent}`;
  return sent ? `${sent.charAt(0).toUpperCase()}${sent.slice(1)}` : 'Бумажный';
}

/** What really happens in a sale, by the same rule that the terminal follows. */
export function SaleOutcomes({ effective }: { effective: EffectiveSetting }) {
  const outcome = (contact: string | null, answer: SaleAnswer | null) =>
    inWords(decideReceipt(effective, { contact, answer }));
  const asks = effective.printMode === 'ASK';
  return (
    <DefinitionList>
      <Fact term="Покупатель назвал почту или телефон">
        {outcome(A_CONTACT, 'ELECTRONIC')}
        {asks ? (
          <span className="block text-13 text-ink-2">или бумажный, или оба: как он попросит</span>
        ) : null}
      </Fact>
      <Fact term="Ничего не назвал">{outcome(null, null)}</Fact>
    </DefinitionList>
  );
}
