import type { Context } from '@/lib/access/context';
import { type Result, success } from '@/lib/core/result';
import { enqueue } from '@/lib/platform/jobs';
import { unseal } from '@/lib/platform/sealed';
import { stopping } from '@/lib/platform/stopping';
import { transaction } from '@/lib/platform/transaction';
import type { CloudAnswer, TerminalCloud } from '../cloud.port';
import type { ReadingFailure } from '../model';
import { MOST_PAGES, pauseAfter } from '../reading.rule';
import { TOKEN_PURPOSE } from '../store';
import { READ } from '../tasks';
import { takeOverChanges } from './apply-difference';

type Kind = 'STORES' | 'DEVICES';

/** What is to be asked next. */
interface Place {
  readonly kind: Kind;
  readonly number: number;
  readonly cursor: string | null;
}

type Step = 'GOES_ON' | 'WAITS' | 'OVER';

/**
 * Reads the cloud from where the reading stands: stores, then terminals. Nothing is changed by it, but when the cloud
 * itself has told of a change: then what needs no decision is taken over. It waits as a job, never in place.
 */
export async function readCloud(
  ctx: Context,
  { readingId }: { readonly readingId: string },
  cloud: TerminalCloud,
): Promise<Result<Step, never>> {
  for (;;) {
    const reading = await ctx.db.cloudReading.findFirst({
      where: { id: readingId, organizationId: ctx.organizationId, state: 'LOADING' },
      include: {
        connection: { select: { sealedToken: true } },
        pages: { select: { kind: true, number: true, cursor: true, next: true } },
      },
    });
    if (!reading) return success('OVER');
    const place = placeAfter(reading.pages);
    if (!place) return success(await finish(ctx, readingId));
    if (stopping.aborted) {
      await enqueue(ctx, READ, { readingId }, { key: `${READ}:${readingId}:later`, runInMs: 1 });
      return success('WAITS');
    }
    const token = unseal(reading.connection.sealedToken, TOKEN_PURPOSE, ctx.organizationId);
    if (token === null) return success(await fail(ctx, readingId, 'TOKEN_LOST'));
    const answer =
      place.kind === 'STORES'
        ? await cloud.stores(token, place.cursor)
        : await cloud.devices(token, place.cursor);
    const asked = reading.pages.filter(({ kind }) => kind === place.kind).map(({ cursor }) => cursor);
    const step = await take(ctx, readingId, place, asked, reading.attempts, answer);
    if (step !== 'GOES_ON') return success(step);
  }
}

/** Null: all has been read. */
function placeAfter(pages: readonly { kind: Kind; number: number; next: string | null }[]): Place | null {
  for (const kind of ['STORES', 'DEVICES'] as const) {
    const last = pages.filter((page) => page.kind === kind).sort((a, b) => b.number - a.number)[0];
    if (!last) return { kind, number: 0, cursor: null };
    if (last.next !== null) return { kind, number: last.number + 1, cursor: last.next };
  }
  return null;
}

async function take(
  ctx: Context,
  readingId: string,
  place: Place,
  asked: readonly string[],
  attempts: number,
  answer: CloudAnswer<object>,
): Promise<Step> {
  if (answer.kind === 'refused') return fail(ctx, readingId, answer.code);
  if (answer.kind === 'unreadable') return fail(ctx, readingId, 'UNREADABLE', answer.detail);
  if (answer.kind !== 'page') {
    const isBusy = answer.kind === 'busy';
    const pauseMs = pauseAfter(answer.kind, attempts, isBusy ? answer.pauseMs : 0);
    if (pauseMs !== null) return wait(ctx, readingId, pauseMs, attempts + 1);
    return fail(ctx, readingId, isBusy ? 'BUSY' : 'UNAVAILABLE', isBusy ? null : answer.detail);
  }
  const { next, items, pauseMs } = answer;
  if (next !== null && (next === place.cursor || asked.includes(next))) {
    return fail(ctx, readingId, 'CURSOR_REPEATED');
  }
  if (next !== null && place.number + 1 >= MOST_PAGES) return fail(ctx, readingId, 'TOO_LONG');
  const { kind, number, cursor } = place;
  const saved = await transaction(ctx, async (ctx) => {
    const { count } = await ctx.db.cloudReading.updateMany({
      where: { id: readingId, organizationId: ctx.organizationId, state: 'LOADING' },
      data: { touchedAt: ctx.clock.now(), waitsUntil: null, attempts: 0 },
    });
    if (count > 0) {
      await ctx.db.cloudPage.createMany({
        data: [{ readingId, kind, number, cursor: cursor ?? '', next, items: [...items] }],
        skipDuplicates: true,
      });
    }
    return success(count > 0);
  });
  if (!saved.ok || !saved.value) return 'OVER';
  const isLast = kind === 'DEVICES' && next === null;
  return pauseMs > 0 && !isLast ? wait(ctx, readingId, pauseMs, 0) : 'GOES_ON';
}

async function wait(ctx: Context, readingId: string, pauseMs: number, attempts: number): Promise<Step> {
  const now = ctx.clock.now();
  await transaction(ctx, async (ctx) => {
    const { count } = await ctx.db.cloudReading.updateMany({
      where: { id: readingId, organizationId: ctx.organizationId, state: 'LOADING' },
      data: { touchedAt: now, waitsUntil: new Date(now.getTime() + pauseMs), attempts },
    });
    if (count > 0) {
      await enqueue(ctx, READ, { readingId }, { key: `${READ}:${readingId}:later`, runInMs: pauseMs });
    }
    return success(null);
  });
  return 'WAITS';
}

async function fail(
  ctx: Context,
  readingId: string,
  failure: ReadingFailure,
  detail: string | null = null,
): Promise<Step> {
  await ctx.db.cloudReading.updateMany({
    where: { id: readingId, organizationId: ctx.organizationId, state: 'LOADING' },
    data: { state: 'FAILED', failure, detail, waitsUntil: null, touchedAt: ctx.clock.now() },
  });
  return 'OVER';
}

async function finish(ctx: Context, readingId: string): Promise<Step> {
  const now = ctx.clock.now();
  await transaction(ctx, async (ctx) => {
    const [done] = await ctx.db.cloudReading.updateManyAndReturn({
      where: { id: readingId, organizationId: ctx.organizationId, state: 'LOADING' },
      data: { state: 'READY', readAt: now, touchedAt: now, waitsUntil: null },
      select: { startedBy: true },
    });
    if (done?.startedBy === null) await takeOverChanges(ctx, readingId);
    return success(null);
  });
  return 'OVER';
}
