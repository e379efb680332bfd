import { actFile } from '@/lib/invoicing/files';
import { downloadRoute } from '@/lib/platform/cabinet-route';

export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  return downloadRoute((ctx) => actFile(ctx, id), { id });
}
