import type { Context } from '@/lib/access/context';
import type { PrismaClient } from '@/lib/platform/db';
import { transaction } from '@/lib/platform/transaction';
import { startSubscriptions } from '@/lib/subscriptions/commands/start';
import { type Chain, contextOf, createCard } from './factories';

/** Paid by month from 20 November 2026 to 20 December, or from the day of `ctx`. */
export async function aSubscription(
  db: PrismaClient,
  chain: Chain,
  subject: 'card' | 'terminal' = 'card',
  ctx: Context = contextOf(db, chain, 'OWNER'),
): Promise<{ id: string; simCardId: string | null }> {
  const card = subject === 'card' ? await createCard(db, chain, { state: 'ACTIVE' }) : null;
  const result = await transaction(ctx, (ctx) =>
    startSubscriptions(ctx, {
      planSlug: card ? 'cash-services-card' : 'law-basic-terminal',
      period: 'M1',
      subjects: [card ? { simCardId: card.id, name: '…1' } : { terminalId: chain.terminalIds[0], name: 'К' }],
    }),
  );
  const id = result.ok ? result.value.subscriptionIds[0] : undefined;
  if (!id) throw new Error('not started');
  return { id, simCardId: card?.id ?? null };
}
