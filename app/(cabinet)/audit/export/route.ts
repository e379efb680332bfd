import { auditVocabulary } from '@/components/access/audit-vocabulary';
import { auditFile } from '@/lib/access/journal/journal-file';
import { downloadRoute } from '@/lib/platform/cabinet-route';

/** The journal as it is filtered: `?format=xlsx`, CSV otherwise. */
export function GET(request: Request): Promise<Response> {
  const { format, store, ...filter } = Object.fromEntries(new URL(request.url).searchParams);
  return downloadRoute((ctx) => auditFile(ctx, filter, format === 'xlsx' ? 'xlsx' : 'csv', auditVocabulary), {
    store,
  });
}
