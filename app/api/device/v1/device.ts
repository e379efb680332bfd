import { configEtag, type WantedModule, wantedModules } from '@/lib/installations/queries';
import { guarded, problem } from '@/lib/platform/route';
import { effectiveReceiptSetting } from '@/lib/receipts/queries';
import { type Device, deviceOf } from '@/lib/terminals/device';

const tokenInvalid = (): Response =>
  problem(401, 'DEVICE_TOKEN_INVALID', 'Токен кассы не подходит', {}, { 'www-authenticate': 'Bearer' });

/** Who asks, by the bearer token, before anything of the body is read; 401 otherwise. */
export async function asDevice(
  request: Request,
  answer: (device: Device) => Promise<Response>,
): Promise<Response> {
  return guarded(async () => {
    const device = await deviceOf(request.headers.get('authorization'));
    return device ? answer(device) : tokenInvalid();
  });
}

interface DeviceConfig {
  readonly etag: string;
  readonly modules: readonly WantedModule[];
  readonly receipts: object | null;
}

/** What the terminal is to have and how it is to treat receipts, with the tag of exactly this content. */
export async function configOf({ ctx, terminalId }: Device): Promise<DeviceConfig> {
  const [modules, receipts] = await Promise.all([
    wantedModules(ctx, terminalId),
    effectiveReceiptSetting(ctx, terminalId),
  ]);
  return { etag: configEtag({ modules, receipts }), modules, receipts };
}
