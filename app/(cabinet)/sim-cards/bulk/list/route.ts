import { uploadRoute } from '@/lib/platform/cabinet-route';
import { MAX_BYTES } from '@/lib/sim-cards/bulk/card-list.rule';
import { draftFromList } from '@/lib/sim-cards/bulk/commands/draft-from-list';
import { bulkMessages } from '@/lib/sim-cards/bulk/messages';
import { listInput } from '@/lib/sim-cards/bulk/schema';

export const POST = (request: Request): Promise<Response> =>
  uploadRoute(request, {
    schema: listInput,
    mostBytes: MAX_BYTES,
    tooLarge: { code: 'FILE_TOO_LARGE', details: { most: MAX_BYTES / 1024 / 1024 } },
    command: (ctx, input, bytes) => draftFromList(ctx, { ...input, bytes }),
    messages: bulkMessages,
  });
