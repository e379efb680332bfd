import { runFailuresFile } from '@/lib/installations/run-file';
import { downloadRoute } from '@/lib/platform/cabinet-route';

/** Terminals that an installation has left out, and why. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id } = await params;
  return downloadRoute((ctx) => runFailuresFile(ctx, id), { id });
}
