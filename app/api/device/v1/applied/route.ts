import { reportApplied } from '@/lib/installations/commands/report-applied';
import { appliedReport } from '@/lib/installations/device.schema';
import { jsonRoute } from '@/lib/platform/route';
import { asDevice } from '../device';

export const POST = (request: Request): Promise<Response> =>
  asDevice(request, (device) =>
    jsonRoute(request, appliedReport, async (report) => {
      await reportApplied(device.ctx, device.terminalId, report);
      return Response.json({ ok: true });
    }),
  );
