import { bankMessages } from '@/lib/invoicing/bank/messages';
import { importStatement } from '@/lib/invoicing/commands/import-statement';
import { MOST_STATEMENT_BYTES, statementInput } from '@/lib/invoicing/schema';
import { uploadRoute } from '@/lib/platform/cabinet-route';

export const POST = (request: Request): Promise<Response> =>
  uploadRoute(request, {
    schema: statementInput,
    mostBytes: MOST_STATEMENT_BYTES,
    tooLarge: { code: 'FILE_TOO_LARGE', details: { most: MOST_STATEMENT_BYTES / 1024 / 1024 } },
    command: (ctx, { fileName }, bytes) => importStatement(ctx, { fileName, bytes }),
    messages: bankMessages,
    confirmed: true,
  });
