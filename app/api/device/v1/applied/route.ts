import { reportApplied } from '@/lib/installations/commands/report-applied';
import { appliedReport } from '@/lib/installations/device.schema';
import { answerJson, jsonRoute, notAllowed } from '@/lib/platform/route';
import { noteApplied } from '@/lib/terminals/commands/note-applied';
import { asDevice } from '../device';

export const POST = (request: Request): Promise<Response> =>
  asDevice(request, (device) =>
    jsonRoute(request, appliedReport, async (report) => {
      await reportApplied(device.ctx, device.terminalId, report);
      await noteApplied(device.ctx, { terminalId: device.terminalId, etag: report.etag });
      return answerJson({ ok: true });
    }),
  );

export const { GET, PUT, PATCH, DELETE } = notAllowed('POST');
