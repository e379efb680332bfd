import { configOf, noteConfigFetched, noteConfigHeld } from '@/lib/devices/config';
import { answerText, hasTag, notAllowed, notModified } from '@/lib/platform/route';
import { asDevice } from '../device';

export const GET = (request: Request): Promise<Response> =>
  asDevice(request, async (device) => {
    const config = await configOf(device);
    const { etag, json } = config;
    if (hasTag(request.headers.get('if-none-match'), etag)) {
      await noteConfigHeld(device, etag);
      return notModified(etag);
    }
    await noteConfigFetched(device, config);
    return answerText(json, { etag });
  });

export const { POST, PUT, PATCH, DELETE } = notAllowed('GET');
