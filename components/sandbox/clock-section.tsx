import type { ReactNode } from 'react';
import { Section } from '@/components/layout/section';
import { Tabs } from '@/components/ui/tabs';
import { dateInTable } from '@/lib/core/text';
import type { LocalDate } from '@/lib/core/local-date';
import type { Outlook } from '@/lib/subscriptions/outlook.rule';
import { MoveClock } from './move-clock';
import { OutlookList } from './outlook-list';

/** How far the clock can be moved from the panel. */
export const clockSteps = [
  { advance: 'P1D', tab: 'День', period: '1 день' },
  { advance: 'P7D', tab: 'Неделя', period: '7 дней' },
  { advance: 'P31D', tab: 'Месяц', period: '31 день' },
  { advance: 'P3M', tab: '3 месяца', period: '3 месяца' },
  { advance: 'P1Y', tab: 'Год', period: 'год' },
] as const;

export type ClockStep = (typeof clockSteps)[number];

/** The time of the sandbox: what it is, what will happen until the chosen day, and the way there. */
export function ClockSection({
  now,
  step,
  until,
  outlook,
  children,
}: {
  /** the moment in the cabinet, in words */
  now: string;
  step: ClockStep;
  until: LocalDate;
  /** null: not for this person */
  outlook: Outlook | null;
  children?: ReactNode;
}) {
  return (
    <Section
      title="Время"
      lead={`В кабинете ${now}. Время идёт только вперёд и сразу для всех: списания, остановки и повторы проходят день за днём, как в жизни.`}
    >
      {children}
      <Tabs
        label="На сколько перевести часы"
        tabs={clockSteps.map(({ advance, tab }) => ({
          href: `/sandbox?ahead=${advance}`,
          label: tab,
          current: advance === step.advance,
        }))}
      />
      <h3 className="mt-4 mb-2 font-semibold">
        Что произойдёт за {step.period}, до {dateInTable(until)}
      </h3>
      {outlook ? (
        <OutlookList outlook={outlook} period={step.period} />
      ) : (
        <p className="text-ink-2">Деньги организации видят владелец и бухгалтер.</p>
      )}
      <div className="mt-4">
        <MoveClock advance={step.advance} label={`Перевести часы на ${step.period}`} />
      </div>
    </Section>
  );
}
