import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { requireModule } from '@/lib/installations/queries';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { cardTail } from '../../labels';
import { SIM_CARD_MODULE } from '../../model';
import { lockCard } from '../card.store';
import type { CardCode } from '../messages';
import type { RemoveNoteInput } from '../schema';

/**
 * Takes a note off a card; who wrote it may, and the owner. One that is gone already is gone. Refusals: FORBIDDEN,
 * NOT_FOUND (the card), MODULE_NOT_INSTALLED, NOTE_NOT_YOURS.
 */
export async function removeNote(ctx: Context, input: RemoveNoteInput): Promise<Result<null, CardCode>> {
  const denied = authorize(ctx, 'simCards.manage') ?? (await requireModule(ctx, SIM_CARD_MODULE));
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<null, CardCode>> => {
    const card = await lockCard(ctx, input.simCardId);
    if (!card) return refusal('NOT_FOUND');
    const where = { id: input.noteId, organizationId: ctx.organizationId, simCardId: card.id };
    const note = await ctx.db.simCardNote.findFirst({ where, select: { text: true, authorId: true } });
    if (!note) return success(null);
    const isOwner = ctx.actor.kind === 'USER' && ctx.actor.role === 'OWNER';
    if (note.authorId !== ctx.actor.id && !isOwner) return refusal('NOTE_NOT_YOURS');
    await ctx.db.simCardNote.deleteMany({ where });
    await audit(ctx, {
      action: 'simCards.removeNote',
      objectType: 'simCard',
      objectId: card.id,
      objectName: cardTail(card.iccid),
      storeId: card.storeId,
      before: { note: note.text },
    });
    return success(null);
  });
}
