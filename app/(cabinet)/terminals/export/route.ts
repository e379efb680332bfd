import { downloadRoute } from '@/lib/platform/cabinet-route';
import { terminalFile } from '@/lib/terminals/terminal-file';

/** The list as its address asks for it: `?format=xlsx`, CSV otherwise. */
export function GET(request: Request): Promise<Response> {
  const { format, store, ...params } = Object.fromEntries(new URL(request.url).searchParams);
  return downloadRoute((ctx) => terminalFile(ctx, params, format === 'xlsx' ? 'xlsx' : 'csv'), { store });
}
