import { randomUUID } from 'node:crypto';
import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { seal } from '@/lib/platform/sealed';
import { transaction } from '@/lib/platform/transaction';
import type { CloudCode } from '../messages';
import type { ConnectInput } from '../schema';
import { lockCloud, TOKEN_PURPOSE } from '../store';
import { openReading } from './start-reading';

/**
 * Connects the cloud by its token, or puts another token in place of the one that is there, and has the cloud read. What
 * was tied stays tied. Only for those who see every store: a token opens all of them.
 * Refusals: FORBIDDEN, ALL_STORES_ONLY.
 */
export async function connectCloud(
  ctx: Context,
  { requestId, token }: ConnectInput,
): Promise<Result<{ readingId: string }, CloudCode>> {
  const denied = authorize(ctx, 'terminals.manage');
  if (denied) return denied;
  if (ctx.storeIds !== null) return refusal('ALL_STORES_ONLY');
  return transaction(ctx, async (ctx) => {
    const { organizationId } = ctx;
    await lockCloud(ctx);
    const there = await ctx.db.cloudConnection.findUnique({
      where: { organizationId },
      include: { reading: { select: { id: true } } },
    });
    if (there?.reading?.id === requestId) return openReading(ctx, requestId);
    const sealed = {
      sealedToken: seal(token, TOKEN_PURPOSE, organizationId),
      tokenTail: token.slice(-4),
      connectedAt: ctx.clock.now(),
      connectedBy: ctx.actor.name,
    };
    if (there) {
      await ctx.db.cloudConnection.updateMany({ where: { organizationId }, data: sealed });
      await ctx.db.cloudReading.deleteMany({ where: { organizationId } });
    } else {
      await ctx.db.cloudConnection.create({ data: { ...sealed, id: randomUUID(), organizationId } });
    }
    await audit(ctx, {
      action: there ? 'terminals.cloudToken' : 'terminals.cloudConnect',
      objectType: 'cloud',
      objectId: organizationId,
      objectName: 'Облако Эвотор',
      ...(there && { before: { token: `…${there.tokenTail}` } }),
      after: { token: `…${sealed.tokenTail}` },
    });
    return openReading(ctx, requestId);
  });
}
