import type { LocalDate } from '@/lib/core/local-date';
import { dateInTable } from '@/lib/core/text';
import type { PeriodBounds } from './period.rule';

/** The fact that one period of one subscription is paid once. */
export const chargeKey = (subscriptionId: string, periodIndex: number): string =>
  `subscription:${subscriptionId}:${periodIndex}`;

/** Line of the ledger: «Смарт-карта, …6789: с 20.11.2026 до 20.12.2026». */
export const chargeDescription = (planName: string, subjectName: string, bounds: PeriodBounds): string =>
  `${planName}, ${subjectName}: с ${dateInTable(bounds.start)} до ${dateInTable(bounds.end)}`;

/** Line of the ledger for a period that was made longer: «Смарт-карта, …6789: доплата за период до 20.11.2027». */
export const topUpDescription = (name: string, end: LocalDate): string =>
  `${name}: доплата за период до ${dateInTable(end)}`;
