import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { requireModule } from '@/lib/installations/queries';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { cardTail } from '../../labels';
import { SIM_CARD_MODULE } from '../../model';
import { lockCard } from '../card.store';
import type { CardCode } from '../messages';
import type { AddNoteInput } from '../schema';

/**
 * Writes a note to a card, for everyone who sees the card. The same request again is one note. Refusals: FORBIDDEN,
 * NOT_FOUND, MODULE_NOT_INSTALLED.
 */
export async function addNote(
  ctx: Context,
  input: AddNoteInput,
): Promise<Result<{ readonly noteId: string }, CardCode>> {
  const denied = authorize(ctx, 'simCards.manage') ?? (await requireModule(ctx, SIM_CARD_MODULE));
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<{ readonly noteId: string }, CardCode>> => {
    const card = await lockCard(ctx, input.simCardId);
    if (!card) return refusal('NOT_FOUND');
    const { organizationId } = ctx;
    const { requestId } = input;
    const earlier = await ctx.db.simCardNote.findFirst({
      where: { organizationId, simCardId: card.id, requestId },
      select: { id: true },
    });
    if (earlier) return success({ noteId: earlier.id });
    const note = await ctx.db.simCardNote.create({
      data: {
        organizationId,
        simCardId: card.id,
        requestId,
        text: input.text,
        authorId: ctx.actor.id,
        authorName: ctx.actor.name,
        createdAt: ctx.clock.now(),
      },
      select: { id: true },
    });
    await audit(ctx, {
      action: 'simCards.note',
      objectType: 'simCard',
      objectId: card.id,
      objectName: cardTail(card.iccid),
      storeId: card.storeId,
      after: { note: input.text },
    });
    return success({ noteId: note.id });
  });
}
