import { type Device, deviceOf } from '@/lib/devices/device';
import { guarded, problem } from '@/lib/platform/route';

export const tokenInvalid = (): Response =>
  problem(401, 'DEVICE_TOKEN_INVALID', 'Токен кассы не подходит', {}, { 'www-authenticate': 'Bearer' });

/** Who asks, by the bearer token, before anything of the body is read; 401 otherwise. */
export async function asDevice(
  request: Request,
  answer: (device: Device) => Promise<Response>,
): Promise<Response> {
  return guarded(async () => {
    const device = await deviceOf(request.headers);
    return device ? answer(device) : tokenInvalid();
  });
}
