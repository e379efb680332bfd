import { noteVersions } from '@/lib/installations/commands/report-applied';
import { answerJson, jsonRoute, notAllowed } from '@/lib/platform/route';
import { recordHeartbeat } from '@/lib/terminals/commands/record-heartbeat';
import { heartbeatInput } from '@/lib/terminals/device.schema';
import { asDevice, configOf } from '../device';

export const POST = (request: Request): Promise<Response> =>
  asDevice(request, (device) =>
    jsonRoute(request, heartbeatInput, async (input) => {
      await recordHeartbeat(device.ctx, device.terminalId, input);
      await noteVersions(device.ctx, device.terminalId, input.installed ?? []);
      const { etag } = await configOf(device);
      return answerJson({ serverTime: device.ctx.clock.now().toISOString(), configEtag: etag });
    }),
  );

export const { GET, PUT, PATCH, DELETE } = notAllowed('POST');
