import { downloadRoute } from '@/lib/platform/cabinet-route';
import { failuresFile } from '@/lib/sim-cards/bulk/failures-file';

/** What did not come out, as a file: `?format=xlsx`, CSV otherwise. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id } = await params;
  const format = new URL(request.url).searchParams.get('format') === 'xlsx' ? 'xlsx' : 'csv';
  return downloadRoute((ctx) => failuresFile(ctx, id, format), { id });
}
