import { noteFetched } from '@/lib/installations/commands/report-applied';
import { hasTag } from '@/lib/platform/route';
import { asDevice, configOf } from '../device';

export const GET = (request: Request): Promise<Response> =>
  asDevice(request, async (device) => {
    const config = await configOf(device);
    const headers = { etag: config.etag };
    if (hasTag(request.headers.get('if-none-match'), config.etag))
      return new Response(null, { status: 304, headers });
    await noteFetched(device.ctx, device.terminalId);
    return Response.json(config, { headers });
  });
