import { downloadRoute } from '@/lib/platform/cabinet-route';
import { journalFile } from '@/lib/receipts/journal/journal-file';

/** The journal as it is filtered: `?format=xlsx`, CSV otherwise. */
export function GET(request: Request): Promise<Response> {
  const { format, store, ...filter } = Object.fromEntries(new URL(request.url).searchParams);
  return downloadRoute((ctx) => journalFile(ctx, filter, format === 'xlsx' ? 'xlsx' : 'csv'), { store });
}
