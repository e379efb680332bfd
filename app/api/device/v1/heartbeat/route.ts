import { configOf } from '@/lib/devices/config';
import { deviceHeard, deviceOf } from '@/lib/devices/device';
import { answerJson, notAllowed, readJson } from '@/lib/platform/route';
import { heartbeatInput } from '@/lib/terminals/device.schema';
import { tokenInvalid, withinLimit } from '../device';

/** The most frequent request of all: token, heartbeat and grounds of the configuration are one statement. */
export const POST = (request: Request): Promise<Response> =>
  withinLimit(request, async () => {
    const read = await readJson(request, heartbeatInput);
    if (!read.ok) return (await deviceOf(request.headers)) ? read.refused : tokenInvalid(request);
    const device = await deviceHeard(request.headers, read.input);
    if (!device) return tokenInvalid(request);
    const { etag } = await configOf(device);
    return answerJson({ serverTime: device.ctx.clock.now().toISOString(), configEtag: etag });
  });

export const { GET, PUT, PATCH, DELETE } = notAllowed('POST');
