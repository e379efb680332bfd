import { dateInTable } from '@/lib/core/text';
import type { PeriodBounds } from './period.rule';

/** The fact that one period of one subscription is paid once. */
export const chargeKey = (subscriptionId: string, periodIndex: number): string =>
  `subscription:${subscriptionId}:${periodIndex}`;

/** Line of the ledger: «Смарт-карта, …6789: с 20.11.2026 до 20.12.2026». */
export const chargeDescription = (planName: string, subjectName: string, bounds: PeriodBounds): string =>
  `${planName}, ${subjectName}: с ${dateInTable(bounds.start)} до ${dateInTable(bounds.end)}`;
