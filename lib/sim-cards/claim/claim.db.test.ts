import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import type { Role } from '@/lib/access/permission.rule';
import { fixedClock } from '@/lib/core/clock';
import { simOperator } from '@/lib/platform/ports';
import { useDatabase } from '@/lib/testing/database';
import {
  anIccid,
  type Chain,
  contextOf,
  createChain,
  installCabinetModule,
  TEST_NOW,
  withCheckDigit,
} from '@/lib/testing/factories';
import { closeAll, connectedOperator } from '@/sandbox/testing';
import { claimCard } from './commands/claim-card';
import { claimList } from './commands/claim-list';
import { CLAIM_TRIES } from './guard.store';

const database = useDatabase();

let chain: Chain;
let mts: Awaited<ReturnType<typeof connectedOperator>>;

beforeEach(async () => {
  chain = await createChain(database());
  await installCabinetModule(database(), chain);
  mts = await connectedOperator('mts', { answerMs: 1, shipMs: 1 });
});
afterEach(closeAll);

const owner = () => contextOf(database(), chain, 'OWNER');

/** A card that its operator has and nobody here. */
async function freeCard(state: 'ready' | 'active' | 'inactive' | 'terminated' = 'ready'): Promise<string> {
  const iccid = anIccid();
  await mts.setCard(iccid, { state });
  return iccid;
}

const claim = (number: string, change: object = {}, ctx: Context = owner()) =>
  claimCard(ctx, { requestId: randomUUID(), number, storeId: '', terminalId: '', ...change }, simOperator);

const cardOf = (iccid: string) => database().simCard.findUnique({ where: { iccid } });

describe('a card by its number', () => {
  it.each<['ready' | 'inactive' | 'active', string]>([
    ['ready', 'READY'],
    ['inactive', 'INACTIVE'],
    ['active', 'INACTIVE'],
  ])('%s at its operator is added as %s', async (state, expected) => {
    const iccid = await freeCard(state);
    const written = iccid.replace(/(.{4})/g, '$1 ').replaceAll('0', 'О');
    expect(await claim(written, { storeId: chain.storeIds[0] })).toMatchObject({
      ok: true,
      value: { answer: 'ADDED' },
    });
    expect(await cardOf(iccid)).toMatchObject({
      organizationId: chain.organizationId,
      storeId: chain.storeIds[0],
      operatorSlug: 'mts',
      state: expected,
    });
  });

  it('goes to the terminal and its store at once, history and journal say so', async () => {
    const iccid = await freeCard();
    const [, terminalId] = chain.terminalIds;
    await claim(iccid, { terminalId });
    const card = await cardOf(iccid);
    expect(card).toMatchObject({ terminalId, storeId: chain.storeIds[0] });
    expect(await database().simCardLog.findMany({ where: { simCardId: card?.id ?? '' } })).toMatchObject([
      { kind: 'CLAIMED', after: 'Прилавок 2', actorName: 'Тест OWNER' },
    ]);
    expect(
      await database().auditEntry.count({ where: { objectId: card?.id ?? '', action: 'simCards.claim' } }),
    ).toBe(1);
    expect(await claim(await freeCard(), { terminalId })).toMatchObject({
      ok: false,
      code: 'TERMINAL_HAS_CARD',
    });
  });

  it('yours already, in either length', async () => {
    const iccid = await freeCard();
    const { id } = await createCardWith(iccid);
    const long = withCheckDigit(iccid);
    for (const number of [iccid, long]) {
      expect(await claim(number)).toEqual({ ok: true, value: { answer: 'YOURS', simCardId: id } });
    }
    expect(await database().simCard.count({ where: { iccid: long } })).toBe(0);
  });

  it('the database itself holds one card per number', async () => {
    const iccid = anIccid();
    await createCardWith(iccid);
    await expect(createCardWith(withCheckDigit(iccid))).rejects.toThrow('Unique constraint');
  });

  it('typed in the other length it is found at its operator', async () => {
    const iccid = await freeCard();
    expect(await claim(withCheckDigit(iccid))).toMatchObject({ ok: true, value: { answer: 'ADDED' } });
    expect(await cardOf(iccid)).not.toBeNull();
  });

  it.each([
    ['карта', 'CARD_CHARACTERS'],
    ['897010112345678901', 'CARD_LENGTH'],
    ['8970101123456789018', 'CARD_CHECKSUM'],
  ])('«%s» is no number: %s, and the operator is not asked', async (number, code) => {
    expect(await claim(number)).toMatchObject({ ok: false, code });
    expect(await mts.log()).toEqual([]);
  });

  it('the same request twice, also at the same moment, adds once and says so both times', async () => {
    const number = await freeCard();
    const requestId = randomUUID();
    const results = await Promise.all([claim(number, { requestId }), claim(number, { requestId })]);
    results.push(await claim(number, { requestId }));
    for (const result of results) expect(result).toMatchObject({ ok: true, value: { answer: 'ADDED' } });
    expect(await database().simCard.count({ where: { iccid: number } })).toBe(1);
  });

  it('of two organizations at once one gets it, the other is not told why', async () => {
    const other = await createChain(database());
    await installCabinetModule(database(), other);
    const number = await freeCard();
    const results = await Promise.all([
      claim(number),
      claim(number, {}, contextOf(database(), other, 'OWNER')),
    ]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(results.find((result) => !result.ok)).toEqual({ ok: false, code: 'CARD_UNKNOWN' });
  });

  it('an operator that is not connected, and one that does not answer', async () => {
    expect(await claim(anIccid('8970199'))).toMatchObject({ code: 'OPERATOR_NOT_INTEGRATED' });
    await mts.mode('error-500');
    expect(await claim(anIccid())).toMatchObject({ code: 'OPERATOR_UNAVAILABLE' });
  });
});

const createCardWith = async (iccid: string, of: Chain = chain) => {
  const { id } = await database().simCard.create({
    data: {
      organizationId: of.organizationId,
      storeId: of.storeIds[1],
      operatorSlug: 'mts',
      iccid,
      state: 'READY',
      stateChangedAt: new Date(TEST_NOW),
      createdAt: new Date(TEST_NOW),
    },
  });
  return { id };
};

describe('unknown and someone else’s', () => {
  it('give the same answer through the same steps, and at the same beat', async () => {
    const other = await createChain(database());
    const foreign = await freeCard();
    await createCardWith(foreign, other);
    const outOfStores = await freeCard();
    await createCardWith(outOfStores);
    const closed = await freeCard('terminated');
    const took: number[] = [];
    const admin = contextOf(database(), chain, 'ADMIN');
    for (const number of [foreign, anIccid(), outOfStores, closed, anIccid('8970155')]) {
      const started = performance.now();
      const asked = (await mts.log()).length;
      expect(await claim(number, { storeId: chain.storeIds[0] }, admin)).toEqual({
        ok: false,
        code: 'CARD_UNKNOWN',
      });
      took.push(Math.round((performance.now() - started) / 250));
      if (!number.startsWith('8970155')) expect((await mts.log()).length - asked).toBe(2);
    }
    expect(new Set(took).size).toBe(1);
    const journal = await database().auditEntry.findMany({
      where: { organizationId: chain.organizationId, action: 'simCards.claimRefused' },
    });
    expect(journal).toHaveLength(5);
    expect(JSON.stringify(journal)).not.toContain(foreign);
  });

  it('guessing is held back, in parallel too; right numbers and time are not counted against anyone', async () => {
    for (let i = 0; i < 5; i += 1) await claim(await freeCard());
    const codes = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const result = await claim(anIccid());
        return result.ok ? 'OK' : result.code;
      }),
    );
    expect(codes.filter((code) => code === 'CARD_UNKNOWN')).toHaveLength(CLAIM_TRIES);
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(50 - CLAIM_TRIES);
    const slowed = { organizationId: chain.organizationId, action: 'simCards.claimSlowed' };
    expect(await database().auditEntry.count({ where: slowed })).toBe(1);
    const free = await freeCard();
    expect(await claim(free)).toMatchObject({ code: 'RATE_LIMITED' });

    const other = await createChain(database());
    await installCabinetModule(database(), other);
    expect(await claim(anIccid(), {}, contextOf(database(), other, 'OWNER'))).toMatchObject({
      code: 'CARD_UNKNOWN',
    });
    const later: Context = { ...owner(), clock: fixedClock('2026-11-20T10:00:00Z') };
    expect(await claim(free, {}, later)).toMatchObject({ ok: true, value: { answer: 'ADDED' } });
  });

  it('an operator that is silent costs no try', async () => {
    await mts.mode('error-500');
    for (let i = 0; i <= CLAIM_TRIES; i += 1) {
      expect(await claim(anIccid())).toMatchObject({ code: 'OPERATOR_UNAVAILABLE' });
    }
  });
});

describe('who and where', () => {
  it.each<[Role, boolean]>([
    ['OWNER', true],
    ['ADMIN', true],
    ['ACCOUNTANT', false],
    ['CASHIER', false],
  ])('%s: %s', async (role, may) => {
    const ctx = contextOf(database(), chain, role);
    const place = { storeId: chain.storeIds[0] };
    const result = await claim(await freeCard(), place, ctx);
    const list = await claimList(
      ctx,
      { requestId: randomUUID(), text: await freeCard(), ...place },
      simOperator,
    );
    for (const each of [result, list]) expect(each).toMatchObject(may ? { ok: true } : { code: 'FORBIDDEN' });
  });

  it('a foreign store or terminal is not found, and the number is not looked for', async () => {
    const other = await createChain(database());
    const admin = contextOf(database(), chain, 'ADMIN');
    const number = await freeCard();
    const places: [object, Context][] = [
      [{ storeId: other.storeIds[0] }, owner()],
      [{ terminalId: other.terminalIds[0] }, owner()],
      [{ storeId: chain.storeIds[1] }, admin],
      [{ terminalId: chain.terminalIds[2] }, admin],
    ];
    for (const [place, ctx] of places)
      expect(await claim(number, place, ctx)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await claim(number, {}, admin)).toMatchObject({ code: 'STORE_REQUIRED' });
    expect(await cardOf(number)).toBeNull();
  });

  it('without the module nothing is added', async () => {
    const bare = await createChain(database());
    expect(await claim(await freeCard(), {}, contextOf(database(), bare, 'OWNER'))).toMatchObject({
      code: 'MODULE_NOT_INSTALLED',
    });
  });
});

describe('a list', () => {
  const add = (text: string, requestId: string = randomUUID()) =>
    claimList(owner(), { requestId, text, storeId: chain.storeIds[0] }, simOperator);

  it('each line has its answer, what can be added is added', async () => {
    const free = [await freeCard(), await freeCard()];
    const own = await freeCard();
    const { id } = await createCardWith(own);
    const text = ['Номер карты', free[0], 'не карта', own, anIccid(), free[1], free[0]].join('\n');
    const requestId = randomUUID();
    for (const answers of [1, 2]) {
      const result = await add(text, requestId);
      expect(result, String(answers)).toMatchObject({
        ok: true,
        value: {
          lines: [
            { line: 2, answer: 'ADDED', message: null },
            { line: 3, answer: 'NOT_A_NUMBER' },
            { line: 4, answer: 'YOURS', simCardId: id },
            { line: 5, answer: 'NOT_ADDED', simCardId: null },
            { line: 6, answer: 'ADDED' },
            { line: 7, answer: 'NOT_A_NUMBER', message: 'Эта карта уже есть в строке 2.' },
          ],
        },
      });
    }
    expect(await database().simCard.count({ where: { organizationId: chain.organizationId } })).toBe(3);
  });

  it('guessing by lists is held back as well', async () => {
    const result = await add(Array.from({ length: 60 }, () => anIccid()).join('\n'));
    const answers = result.ok ? result.value.lines.map((line) => line.answer) : [];
    expect(answers.filter((answer) => answer === 'NOT_ADDED')).toHaveLength(CLAIM_TRIES);
    expect(answers.filter((answer) => answer === 'LATER')).toHaveLength(60 - CLAIM_TRIES);
  });

  it('a silent operator is not asked about every line', async () => {
    await mts.mode('error-500');
    const result = await add(Array.from({ length: 100 }, () => anIccid()).join('\n'));
    expect(result.ok && result.value.lines.every((line) => line.answer === 'LATER')).toBe(true);
    expect((await mts.log()).length).toBeLessThan(100);
  });

  it('too long a list is refused as a whole', async () => {
    expect(await add(Array.from({ length: 201 }, () => anIccid()).join('\n'))).toMatchObject({
      code: 'LIST_TOO_LONG',
      details: { lines: 201 },
    });
  });
});
