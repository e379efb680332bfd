import type { Context } from '@/lib/access/context';
import type { HeartbeatInput } from '../device.schema';

/** What a terminal says of itself, as last reported. No audit: it comes every minute. The context is the terminal's. */
export async function recordHeartbeat(
  ctx: Context,
  terminalId: string,
  input: HeartbeatInput,
): Promise<void> {
  await ctx.db.terminal.updateMany({
    where: { id: terminalId, organizationId: ctx.organizationId },
    data: {
      lastSeenAt: ctx.clock.now(),
      ofdMode: input.ofdMode === 'AUTONOMOUS' ? 'AUTONOMOUS' : 'ONLINE_OFD',
      paper: input.paper,
      pendingReceipts: input.pendingReceipts,
      oldestPendingAt: input.oldestPendingAt ?? null,
      ...(input.posVersion ? { posVersion: input.posVersion } : {}),
      ...(input.battery === undefined || input.battery === null
        ? {}
        : { batteryPercent: Math.round(input.battery) }),
      ...(input.network ? { network: input.network } : {}),
    },
  });
}
