import { isId } from '@/lib/core/ids';
import { problem } from '@/lib/platform/route';
import { db } from '@/lib/platform/db';
import { changeEvotor, evotorInput, setEvotorMode } from '@/lib/platform/sandbox-evotor';
import { sandboxSwitch } from '@/lib/platform/sandbox-route';
import { webhooksOf } from '@/lib/terminals/cloud/queries';

/** `{"mode"}` for everybody, or `{"change"}` in the account of `?organization=`. */
export const POST = (request: Request): Promise<Response> =>
  sandboxSwitch(request, evotorInput, async (input) => {
    if ('mode' in input) return setEvotorMode(input.mode);
    const organizationId = new URL(request.url).searchParams.get('organization') ?? '';
    if (!isId(organizationId)) return problem(422, 'VALIDATION', 'Нужна организация: ?organization=…');
    await changeEvotor(organizationId, input.change, await webhooksOf(db(), organizationId));
    return { ok: true };
  });
