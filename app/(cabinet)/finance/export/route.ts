import { ledgerFile } from '@/lib/billing/ledger-file';
import { ledgerFilter } from '@/lib/billing/schema';
import { downloadRoute } from '@/lib/platform/cabinet-route';

/** Movements of the account that the filter of the page leaves: `?format=xlsx`, CSV otherwise. */
export function GET(request: Request): Promise<Response> {
  const params = Object.fromEntries(new URL(request.url).searchParams);
  const format = params['format'] === 'xlsx' ? 'xlsx' : 'csv';
  return downloadRoute((ctx) => ledgerFile(ctx, ledgerFilter(params), format));
}
