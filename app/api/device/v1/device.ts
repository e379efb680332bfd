import { type Device, deviceOf, tokenHashIn } from '@/lib/devices/device';
import { addressOf } from '@/lib/platform/caller';
import { admit, type Admission, rateLimits } from '@/lib/platform/rate-limit';
import { guarded, problem, tooMany } from '@/lib/platform/route';

/** 401, or 429 for an address that has tried too many tokens. */
export async function tokenInvalid(request: Request): Promise<Response> {
  const admitted = await admit(rateLimits.stranger, addressOf(request.headers));
  if (!admitted.ok) return tooMany(admitted.retryAfterSeconds);
  return problem(
    401,
    'DEVICE_TOKEN_INVALID',
    'Токен кассы не подходит',
    {},
    { 'www-authenticate': 'Bearer' },
  );
}

const { name, most } = rateLimits.device;

/** The limit and what is left of it (draft-ietf-httpapi-ratelimit-headers). */
function tellLimit(response: Response, admitted: Admission): Response {
  const left = admitted.ok
    ? `r=${admitted.remaining};t=${admitted.resetSeconds}`
    : `r=0;t=${admitted.retryAfterSeconds}`;
  response.headers.set('ratelimit-policy', `"${name}";q=${most};w=60`);
  response.headers.set('ratelimit', `"${name}";${left}`);
  return response;
}

/** Counts the request for its token before anything else is done; 401 without one, 429 for one that asks too often. */
export async function withinLimit(request: Request, answer: () => Promise<Response>): Promise<Response> {
  return guarded(async () => {
    const hash = tokenHashIn(request.headers);
    if (hash === null) return tokenInvalid(request);
    const admitted = await admit(rateLimits.device, hash);
    return tellLimit(admitted.ok ? await answer() : tooMany(admitted.retryAfterSeconds), admitted);
  });
}

/** Who asks, by the bearer token, before anything of the body is read; 401 otherwise. */
export function asDevice(request: Request, answer: (device: Device) => Promise<Response>): Promise<Response> {
  return withinLimit(request, async () => {
    const device = await deviceOf(request.headers);
    return device ? answer(device) : tokenInvalid(request);
  });
}
