'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { DefinitionList, Sum } from '@/components/ui/definition-list';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { ChoiceRow, RadioGroup } from '@/components/ui/radio-group';
import { topUpHref } from '@/lib/billing/labels';
import type { BillingPeriod } from '@/lib/catalog/model';
import { formatMoney, type Kopecks, kopecks } from '@/lib/core/money';
import { buyKit } from '@/lib/installations/actions';

export interface KitOffer {
  readonly period: BillingPeriod;
  readonly label: string;
  readonly total: Kopecks;
  readonly nextCharge: string;
  readonly saving: string | null;
}

export function BuyKitDialog({
  terminalId,
  terminalName,
  kitSlug,
  kitName,
  contents,
  offers,
  balance,
  mayTopUp,
  label,
}: {
  terminalId: string;
  terminalName: string;
  kitSlug: string;
  kitName: string;
  contents: string;
  offers: readonly KitOffer[];
  /** null: not to be seen by this person */
  balance: Kopecks | null;
  mayTopUp: boolean;
  label: string;
}) {
  const [open, setOpen] = useState(false);
  const [period, setPeriod] = useState<BillingPeriod>(offers[0]?.period ?? 'M1');
  const offer = offers.find((each) => each.period === period);
  const { run, pending, problem } = useAction(buyKit, {
    done: `Комплект «${kitName}» оплачен для кассы «${terminalName}»`,
    onSuccess: () => setOpen(false),
  });
  const total = offer?.total ?? kopecks(0);
  const missing = balance !== null && total > balance ? kopecks(total - balance) : null;
  const router = useRouter();
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      locked={pending}
      title={`Комплект «${kitName}»`}
      description={`Для кассы «${terminalName}». В комплекте: ${contents}.`}
      trigger={
        <Button size="small" aria-label={`${label}: ${kitName}`}>
          {label}
        </Button>
      }
    >
      <div className="grid gap-4">
        <RadioGroup id="kit-period" label="Период оплаты">
          {offers.map((each) => (
            <ChoiceRow
              key={each.period}
              name="kit-period"
              value={each.period}
              label={each.label}
              price={formatMoney(each.total)}
              priceHint={each.saving}
              checked={each.period === period}
              onChange={() => setPeriod(each.period)}
            />
          ))}
        </RadioGroup>
        <DefinitionList look="sums">
          <Sum term="К оплате сейчас" total>
            {formatMoney(total)}
          </Sum>
          {balance === null ? null : (
            <Sum term={missing ? 'На лицевом счёте' : 'Останется на лицевом счёте'}>
              {formatMoney(missing ? balance : kopecks(balance - total))}
            </Sum>
          )}
          <Sum term="Следующее списание">{offer?.nextCharge ?? '—'}</Sum>
        </DefinitionList>
        {missing ? (
          <Notice
            tone="attention"
            action={
              mayTopUp ? (
                <Button size="small" href={topUpHref(missing)}>
                  Пополнить счёт
                </Button>
              ) : null
            }
          >
            Не хватает {formatMoney(missing)}.{mayTopUp ? '' : ' Попросите владельца пополнить счёт.'}
          </Notice>
        ) : null}
        {problem ? (
          <Notice
            tone="failed"
            live="alert"
            action={
              problem.code === 'QUOTE_CHANGED' ? (
                <Button size="small" onClick={() => router.refresh()}>
                  Пересчитать
                </Button>
              ) : null
            }
          >
            {problem.message}
          </Notice>
        ) : null}
      </div>
      <DialogActions>
        <DialogClose disabled={pending}>Не сейчас</DialogClose>
        <Button
          variant="primary"
          pending={pending}
          pendingLabel="Оплачиваем…"
          disabled={missing !== null}
          onClick={() => run({ terminalId, kitSlug, period, expectedTotal: total })}
        >
          Купить комплект за {formatMoney(total)}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
