import { z } from 'zod';
import { db } from '@/lib/platform/db';
import type { Jobs } from '@/lib/platform/job-definition';
import { auditPerson } from './person-audit';

const refusedInput = z.object({ email: z.string(), address: z.string() });

export const accessJobs: Jobs = {
  /** Whether the address is known is found out here, so that a refusal takes the same time for all. */
  'access.refused': async (payload) => {
    const { email, address } = refusedInput.parse(payload);
    const user = await db().user.findUnique({ where: { email }, select: { id: true } });
    if (user) await auditPerson(db(), { userId: user.id, action: 'access.refused', ip: address });
  },
};
