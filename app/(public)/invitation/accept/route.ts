import { acceptInvitation } from '@/lib/access/people/commands/accept-invitation';
import { acceptMessages } from '@/lib/access/people/messages';
import { acceptInvitationInput } from '@/lib/access/people/schema';
import { publicRoute } from '@/lib/platform/public-route';

export const POST = (request: Request): Promise<Response> =>
  publicRoute(request, {
    schema: acceptInvitationInput,
    command: acceptInvitation,
    messages: acceptMessages,
  });
