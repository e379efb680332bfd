import { type BillingPeriod, periodNames } from '@/lib/catalog/model';
import { dateInTable, dateInText, type PluralForms } from '@/lib/core/text';
import type { StateFilter, SubscriptionRow } from './model';
import type { ChangeNowCode } from './period-change.rule';

export const subscriptionForms: Readonly<Record<'nominative' | 'accusative', PluralForms>> = {
  nominative: ['подписка', 'подписки', 'подписок'],
  accusative: ['подписку', 'подписки', 'подписок'],
};

export const stateFilterNames: Readonly<Record<StateFilter, string>> = {
  RENEWING: 'Продлевается',
  STOPPED: 'Не продлевается',
  PAST_DUE: 'Просрочена',
  EXPIRED: 'Истекла',
};

type Tone = 'works' | 'waits' | 'attention' | 'failed' | 'off';

export interface StateLabel {
  readonly tone: Tone;
  readonly text: string;
  readonly note: string | null;
}

/** The state in words, with what follows from it. */
export function stateLabel(
  sub: Pick<SubscriptionRow, 'state' | 'cancelAtPeriodEnd' | 'periodEnd' | 'endedOn' | 'revivableUntil'>,
): StateLabel {
  if (sub.state === 'EXPIRED') {
    return {
      tone: sub.revivableUntil ? 'failed' : 'off',
      text: 'Истекла',
      note: sub.revivableUntil ? `Вернётся после пополнения до ${dateInTable(sub.revivableUntil)}` : null,
    };
  }
  if (sub.cancelAtPeriodEnd) {
    return { tone: 'off', text: 'Не продлевается', note: `Работает до ${dateInTable(sub.periodEnd)}` };
  }
  if (sub.state === 'PAST_DUE') {
    return { tone: 'failed', text: 'Просрочена', note: 'Не хватило денег, пока всё работает' };
  }
  return { tone: 'works', text: 'Активна', note: null };
}

/** «Раз в месяц» for a choice. */
export const periodTitle = (period: BillingPeriod): string => {
  const name = periodNames[period];
  return name.charAt(0).toUpperCase() + name.slice(1);
};

/** «Смарт-карта …6789» or «Смарт-терминал Плюс, Прилавок 1». */
export const subscriptionTitle = (sub: Pick<SubscriptionRow, 'planName' | 'subject'>): string =>
  sub.subject.kind === 'SMART_CARD'
    ? `${sub.planName} ${sub.subject.name}`
    : `${sub.planName}, ${sub.subject.name}`;

/** «с 20 декабря 2026 до 20 января 2027». */
export const periodText = (bounds: {
  start: SubscriptionRow['periodEnd'];
  end: SubscriptionRow['periodEnd'];
}): string => `с\u00a0${dateInText(bounds.start)} до\u00a0${dateInText(bounds.end)}`;

/** Why a subscription of many is left out of a change of period now. */
export const unfitTexts: Readonly<Record<ChangeNowCode, string>> = {
  SUBSCRIPTION_ENDED: 'подписка уже закончилась',
  RENEWAL_DUE: 'оплаченный срок закончился, сначала продлите',
  PERIOD_NOT_UPWARD: 'период уже такой или длиннее',
};
