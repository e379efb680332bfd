import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { uninstallModule } from '@/lib/installations/commands/uninstall';
import { realNow } from '@/lib/platform/clock';
import { POST as applied } from './applied/route';
import { problemOf, useDevice } from './testing';

const { now, database, owner, post, pull, report, install, withMail, states } = useDevice();
let terminalId: string;
beforeEach(() => {
  ({ terminalId } = now());
});

const configBody = z.object({
  etag: z.string(),
  modules: z.array(
    z
      .object({
        slug: z.string(),
        desired: z.string(),
        requestedAt: z.iso.datetime(),
        version: z.string().optional(),
        blocked: z.literal(true).optional(),
      })
      .strict(),
  ),
  receipts: z.object({ printMode: z.string(), reasons: z.array(z.string()) }),
});
const pulled = async () => configBody.parse(await (await pull()).json());

describe('configuration and report', () => {
  it('what is wanted, dependencies first; fetched, applied, unchanged', async () => {
    expect(await pulled()).toMatchObject({
      modules: [],
      receipts: { printMode: 'PAPER_ONLY', reasons: ['MODULE_NOT_WORKING'] },
    });
    await withMail();
    const wanted = await pulled();
    expect(wanted.modules).toMatchObject([
      { slug: 'law-updates', desired: 'INSTALLED', version: '5.1.4' },
      { slug: 'email-receipts', desired: 'INSTALLED', version: '2.7.1' },
    ]);
    expect(await states()).toEqual({
      'law-updates': 'WAITING_TERMINAL',
      'email-receipts': 'WAITING_TERMINAL',
    });
    expect((await pull(wanted.etag)).status).toBe(304);
    expect((await pull(`"other", W/${wanted.etag}`)).status).toBe(304);

    const lines = wanted.modules.map(({ slug }) => ({ slug, state: 'INSTALLED', error: null }));
    expect((await report(lines)).status).toBe(200);
    expect((await report(lines)).status).toBe(200);
    expect(await states()).toEqual({ 'law-updates': 'INSTALLED', 'email-receipts': 'INSTALLED' });
    const working = await pulled();
    expect(working.etag).not.toBe(wanted.etag);
    expect(working.receipts).toMatchObject({ printMode: 'ASK', reasons: [] });

    await uninstallModule(owner(), { terminalId, moduleSlug: 'email-receipts' });
    expect((await pulled()).modules[0]).toMatchObject({ slug: 'email-receipts', desired: 'REMOVED' });
    await report([{ slug: 'email-receipts', state: 'REMOVED' }]);
    expect(await states()).toMatchObject({ 'email-receipts': 'REMOVED' });
    expect((await pulled()).modules.map(({ slug }) => slug)).toEqual(['law-updates']);
  });

  it('prints on paper when the kit is no longer paid for', async () => {
    await withMail();
    await report(['law-updates', 'email-receipts'].map((slug) => ({ slug, state: 'INSTALLED' })));
    expect((await pulled()).receipts.printMode).toBe('ASK');
    await database().subscription.updateMany({
      where: { terminalId },
      data: { state: 'EXPIRED', endedAt: realNow() },
    });
    expect((await pulled()).receipts).toMatchObject({
      printMode: 'PAPER_ONLY',
      reasons: ['MODULE_NOT_WORKING'],
    });
  });

  it('keeps the words of a failure and changes no other terminal', async () => {
    await withMail();
    const others = () =>
      database().installation.findMany({
        where: { terminalId: { not: terminalId } },
        orderBy: { id: 'asc' },
      });
    const before = await others();
    await pulled();
    await report([
      { slug: 'law-updates', state: 'FAILED', error: 'Нет места' },
      { slug: 'no-such-module', state: 'INSTALLED' },
    ]);
    const row = await database().installation.findFirstOrThrow({
      where: { terminalId, moduleSlug: 'law-updates' },
    });
    expect(row).toMatchObject({ state: 'FAILED', error: 'Нет места' });
    expect(await others()).toEqual(before);
  });

  it('asked for again after a failure, it is new to a terminal that has seen nothing in between', async () => {
    await withMail();
    const { etag } = await pulled();
    await report([
      { slug: 'law-updates', state: 'FAILED', error: 'Нет места' },
      { slug: 'email-receipts', state: 'FAILED', error: 'Нет места' },
    ]);
    await install('email-receipts', '2026-11-20T09:00:30.000Z');
    const again = await pull(etag);
    expect(again.status).toBe(200);
    const config = configBody.parse(await again.json());
    expect(config.etag).not.toBe(etag);
    expect(config.modules.map(({ slug }) => slug)).toEqual(['law-updates', 'email-receipts']);
    expect((await pull(config.etag)).status).toBe(304);
    await report(config.modules.map(({ slug }) => ({ slug, state: 'INSTALLED' })));
    expect(await states()).toEqual({ 'law-updates': 'INSTALLED', 'email-receipts': 'INSTALLED' });
  });

  it.each<[string, unknown, [number, string]]>([
    ['not JSON', '{"etag":', [400, 'NOT_JSON']],
    ['a list', [], [422, 'VALIDATION']],
    ['no tag', { modules: [] }, [422, 'VALIDATION']],
    ['no modules', { etag: '"1"' }, [422, 'VALIDATION']],
    [
      'an unknown state',
      { etag: '"1"', modules: [{ slug: 'law-updates', state: 'MAYBE' }] },
      [422, 'VALIDATION'],
    ],
    [
      'a slug of 61 signs',
      { etag: '"1"', modules: [{ slug: 'x'.repeat(61), state: 'INSTALLED' }] },
      [422, 'VALIDATION'],
    ],
    [
      'an error of 301 signs',
      { etag: '"1"', modules: [{ slug: 'law-updates', state: 'FAILED', error: 'я'.repeat(301) }] },
      [422, 'VALIDATION'],
    ],
    [
      '101 modules',
      {
        etag: '"1"',
        modules: Array.from({ length: 101 }, () => ({ slug: 'law-updates', state: 'REMOVED' })),
      },
      [422, 'VALIDATION'],
    ],
    ['more than 1 MB', { etag: '"1"', modules: [], padding: 'я'.repeat(600_000) }, [413, 'BODY_TOO_LARGE']],
  ])('refuses a report of %s', async (_, body, expected) => {
    await withMail();
    const before = await states();
    expect(await problemOf(applied(post('applied', body)))).toEqual(expected);
    expect(await states()).toEqual(before);
  });

  it('a report of another configuration and fields of later versions do no harm', async () => {
    await withMail();
    const modules = [{ slug: 'law-updates', state: 'INSTALLED', later: [1] }];
    const answer = await applied(post('applied', { etag: 'of last year', modules, later: true }));
    expect(await answer.json()).toEqual({ ok: true });
    expect(await states()).toMatchObject({ 'law-updates': 'INSTALLED' });
  });
});
