import { noteFetched } from '@/lib/installations/commands/report-applied';
import { answerJson, hasTag, notAllowed, notModified } from '@/lib/platform/route';
import { asDevice, configOf } from '../device';

export const GET = (request: Request): Promise<Response> =>
  asDevice(request, async (device) => {
    const config = await configOf(device);
    if (hasTag(request.headers.get('if-none-match'), config.etag)) return notModified(config.etag);
    await noteFetched(device.ctx, device.terminalId);
    return answerJson(config, { headers: { etag: config.etag } });
  });

export const { POST, PUT, PATCH, DELETE } = notAllowed('GET');
