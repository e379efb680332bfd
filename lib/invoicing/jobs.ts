import {
  addMonths,
  fromDbDate,
  type LocalDate,
  localDate,
  localDateAt,
  toDbDate,
} from '@/lib/core/local-date';
import { productClock } from '@/lib/platform/clock';
import { db } from '@/lib/platform/db';
import { job, type Jobs } from '@/lib/platform/job-definition';
import { enqueue } from '@/lib/platform/jobs';
import { issueAct } from './commands/issue-act';
import { actMonthInput } from './schema';
import { seller } from './seller';
import { SELLER_ZONE } from './store';

/** The month before, and those that were slept through; the first one ever is the month before. */
function* monthsToClose(last: LocalDate | null, today: LocalDate): Generator<LocalDate> {
  const current = localDate(`${today.slice(0, 7)}-01`);
  let month = last === null ? addMonths(current, -1) : addMonths(last, 1);
  while (month < current) {
    yield month;
    month = addMonths(month, 1);
  }
}

/** When a month is over, every organization that has ever paid by invoice gets a job to close it. */
async function closeMonths(): Promise<void> {
  if (!seller()) return;
  const client = db();
  const today = localDateAt((await productClock(client)).now(), SELLER_ZONE);
  const last = await client.actMonth.findFirst({ orderBy: { month: 'desc' } });
  for (const month of monthsToClose(last && fromDbDate(last.month), today)) {
    await client.$transaction(async (tx) => {
      const { count } = await tx.actMonth.createMany({
        data: [{ month: toDbDate(month) }],
        skipDuplicates: true,
      });
      if (count === 0) return;
      const payers = await tx.invoice.findMany({
        where: { state: 'PAID' },
        distinct: ['organizationId'],
        select: { organizationId: true },
      });
      for (const { organizationId } of payers) {
        await enqueue(
          { db: tx, organizationId },
          'invoicing.issue-act',
          { month },
          { key: `invoicing.issue-act:${organizationId}:${month}` },
        );
      }
    });
  }
}

export const invoicingJobs: Jobs = {
  'invoicing.close-months': closeMonths,
  'invoicing.issue-act': job(actMonthInput, issueAct),
};
