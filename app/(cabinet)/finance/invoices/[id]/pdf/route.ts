import { invoiceFile } from '@/lib/invoicing/files';
import { downloadRoute } from '@/lib/platform/cabinet-route';

export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  return downloadRoute((ctx) => invoiceFile(ctx, id), { id });
}
