'use client';

import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { DefinitionList, Sum } from '@/components/ui/definition-list';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { periodNames } from '@/lib/catalog/model';
import { formatMoney } from '@/lib/core/money';
import { dateInTable, dateInText } from '@/lib/core/text';
import { resumeSubscription, stopRenewal } from '@/lib/subscriptions/actions';
import { subscriptionTitle } from '@/lib/subscriptions/labels';
import type { SubscriptionRow } from '@/lib/subscriptions/model';
import type { DecisionProps } from './decision';

function stopTexts(sub: SubscriptionRow): { title: string; text: string; button: string; done: string } {
  const name = subscriptionTitle(sub);
  if (sub.state === 'EXPIRED') {
    return {
      title: 'Не возвращать подписку',
      text: `${name}. Подписка истекла, потому что не хватило денег. Без этого решения она вернулась бы сама после пополнения счёта. Подключить её заново можно в любой день.`,
      button: 'Не возвращать',
      done: 'Подписка не вернётся после пополнения',
    };
  }
  const off =
    sub.subject.kind === 'SMART_CARD'
      ? 'После этого дня карта отключится.'
      : 'После этого дня модули комплекта перестанут работать, настройки сохранятся.';
  if (sub.state === 'PAST_DUE') {
    return {
      title: 'Остановить подписку',
      text: `${name}. Оплаченный период закончился ${dateInText(sub.periodEnd)}, поэтому подписка закроется сразу. Ничего не спишется.`,
      button: 'Остановить подписку',
      done: 'Подписка останавливается',
    };
  }
  return {
    title: 'Остановить подписку',
    text: `${name}. Не продлевается, работает до ${dateInTable(sub.periodEnd)}. ${off} Деньги за оплаченный период не возвращаются, новых списаний не будет. До этого дня её можно возобновить без доплаты.`,
    button: 'Остановить подписку',
    done: `Не продлевается, работает до ${dateInTable(sub.periodEnd)}`,
  };
}

export function StopDialog({ subscription: sub, onClose }: DecisionProps) {
  const { title, text, button, done } = stopTexts(sub);
  const { run, pending, problem } = useAction(stopRenewal, { done, onSuccess: onClose });
  return (
    <Dialog open onOpenChange={onClose} locked={pending} title={title} description={text}>
      {problem ? (
        <Notice tone="failed" live="alert">
          {problem.message}
        </Notice>
      ) : null}
      <DialogActions>
        <DialogClose disabled={pending}>Не сейчас</DialogClose>
        <Button
          variant="danger"
          pending={pending}
          pendingLabel="Останавливаем…"
          onClick={() => {
            run({ subscriptionIds: [sub.id] });
          }}
        >
          {button}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

export function ResumeDialog({ subscription: sub, onClose }: DecisionProps) {
  const { run, pending, problem } = useAction(resumeSubscription, {
    done: ({ periodEnd }) => `Подписка продлится ${dateInText(periodEnd)}`,
    onSuccess: onClose,
  });
  const period = sub.pendingPeriod ?? sub.period;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      locked={pending}
      title="Возобновить подписку"
      description={`${subscriptionTitle(sub)}. Сейчас ничего не списывается, оплаченный период не меняется.`}
    >
      <DefinitionList look="sums">
        <Sum term={`Спишется ${dateInText(sub.periodEnd)}`} note={`Дальше — ${periodNames[period]}`}>
          {formatMoney(sub.prices[period])}
        </Sum>
      </DefinitionList>
      {problem ? (
        <Notice tone="failed" className="mt-4" live="alert">
          {problem.message}
        </Notice>
      ) : null}
      <DialogActions>
        <DialogClose disabled={pending}>Не сейчас</DialogClose>
        <Button
          variant="primary"
          pending={pending}
          pendingLabel="Возобновляем…"
          onClick={() => {
            run({ subscriptionId: sub.id });
          }}
        >
          Возобновить подписку
        </Button>
      </DialogActions>
    </Dialog>
  );
}
