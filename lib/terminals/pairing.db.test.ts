import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import { type Role, roles } from '@/lib/access/permission.rule';
import { fixedClock } from '@/lib/core/clock';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain, TEST_NOW } from '@/lib/testing/factories';
import { createPairingCode, createRenewalCode, WAITING_LIMIT } from './commands/create-pairing-code';
import { guesses, pairTerminal } from './commands/pair-terminal';
import { unpairTerminal } from './commands/unpair-terminal';
import type { PairInput } from './device.schema';
import { findPairing } from './pairing-queries';
import { tokenHash } from './pairing-secret';

const database = useDatabase();
let chain: Chain;
let foreign: Chain;

beforeEach(async () => {
  chain = await createChain(database());
  foreign = await createChain(database());
  await database().guessGuard.deleteMany();
});

const as = (role: Role, now = TEST_NOW) => contextOf(database(), chain, role, now);
const after = (minutes: number) => new Date(Date.parse(TEST_NOW) + minutes * 60_000).toISOString();
const serial = () => `009${String(randomInt(10 ** 11)).padStart(11, '0')}`;
const terminals = () => database().terminal.findMany({ orderBy: { id: 'asc' } });

const wanted = (change: object = {}) => ({
  requestId: randomUUID(),
  storeId: chain.storeIds[0],
  name: 'Касса у окна',
  ...change,
});

async function codeFor(ctx: Context, change: object = {}): Promise<string> {
  const made = await createPairingCode(ctx, wanted(change));
  if (!made.ok) throw new Error(made.code);
  return (await findPairing(ctx, made.value.pairingId))?.code ?? '';
}

async function renewalCode(terminalId: string): Promise<string> {
  const made = await createRenewalCode(as('OWNER'), { requestId: randomUUID(), terminalId });
  if (!made.ok) throw new Error(made.code);
  return (await findPairing(as('OWNER'), made.value.pairingId))?.code ?? '';
}

const pair = (
  code: string,
  change: Partial<PairInput> = {},
  { now = TEST_NOW, address = `from ${randomUUID()}` } = {},
) =>
  pairTerminal(
    { clock: fixedClock(now), address },
    { code, serialNumber: serial(), imei: null, model: 'Эвотор 7.3', posVersion: '8.4.2', ...change },
  );

const codeOf = (result: { ok: boolean; code?: string }) => (result.ok ? 'OK' : result.code);

describe('who may connect terminals', () => {
  it.each(roles)('%s', async (role) => {
    const allowed = role === 'OWNER' || role === 'ADMIN';
    const terminalId = chain.terminalIds[0];
    const calls = [
      createPairingCode(as(role), wanted()),
      createRenewalCode(as(role), { requestId: randomUUID(), terminalId }),
      unpairTerminal(as(role), { terminalId }),
    ];
    for (const call of calls) expect(codeOf(await call)).toBe(allowed ? 'OK' : 'FORBIDDEN');
    const made = await createPairingCode(as('OWNER'), wanted());
    const seen = await findPairing(as(role), made.ok ? made.value.pairingId : '');
    expect(seen === null).toBe(!allowed);
  });

  it('a foreign organization and a foreign store are not found', async () => {
    const before = await terminals();
    for (const storeId of [foreign.storeIds[0], randomUUID()])
      expect(codeOf(await createPairingCode(as('OWNER'), wanted({ storeId })))).toBe('NOT_FOUND');
    expect(codeOf(await createPairingCode(as('ADMIN'), wanted({ storeId: chain.storeIds[1] })))).toBe(
      'NOT_FOUND',
    );
    for (const [role, terminalId] of [
      ['OWNER', foreign.terminalIds[0]],
      ['ADMIN', chain.terminalIds[2]],
    ] as const) {
      const requestId = randomUUID();
      expect(codeOf(await createRenewalCode(as(role), { requestId, terminalId }))).toBe('NOT_FOUND');
      expect(codeOf(await unpairTerminal(as(role), { terminalId }))).toBe('NOT_FOUND');
    }
    const made = await createPairingCode(as('OWNER'), wanted({ storeId: chain.storeIds[1] }));
    const id = made.ok ? made.value.pairingId : '';
    expect(await findPairing(as('ADMIN'), id)).toBeNull();
    expect(await findPairing(contextOf(database(), foreign, 'OWNER'), id)).toBeNull();
    expect(await findPairing(as('OWNER'), 'x')).toBeNull();
    expect(await terminals()).toEqual(before);
  });

  it('the same request is one code, and not another organization’s', async () => {
    const input = wanted();
    const [first, second] = await Promise.all([1, 2].map(() => createPairingCode(as('OWNER'), input)));
    expect(first).toEqual(second);
    expect(await database().pairingCode.count({ where: { id: input.requestId } })).toBe(1);
    const theirs = contextOf(database(), foreign, 'OWNER');
    expect(codeOf(await createPairingCode(theirs, { ...input, storeId: foreign.storeIds[0] }))).toBe(
      'NOT_FOUND',
    );
  });

  it('no more wait at once than the limit, however many ask together', async () => {
    const many = Array.from({ length: WAITING_LIMIT + 3 }, () => createPairingCode(as('OWNER'), wanted()));
    const refused = (await Promise.all(many)).map(codeOf).filter((code) => code !== 'OK');
    expect(refused).toEqual(['TOO_MANY_CODES', 'TOO_MANY_CODES', 'TOO_MANY_CODES']);
    expect(codeOf(await createPairingCode(as('OWNER', after(16)), wanted()))).toBe('OK');
  });

  it('the table tells no code and no token', async () => {
    const code = await codeFor(as('OWNER'));
    const paired = await pair(code);
    const rows = JSON.stringify([await database().pairingCode.findMany(), await terminals()]);
    expect(rows).not.toContain(code);
    expect(paired.ok && rows.includes(paired.value.deviceToken)).toBe(false);
    expect(paired.ok && rows.includes(tokenHash(paired.value.deviceToken))).toBe(true);
  });
});

describe('a code is exchanged', () => {
  it('for the token of a new terminal in the store, told to people as connected', async () => {
    const made = await createPairingCode(as('ADMIN'), wanted());
    const id = made.ok ? made.value.pairingId : '';
    const waiting = await findPairing(as('ADMIN'), id);
    expect(waiting).toMatchObject({ state: 'WAITING', storeName: 'Центр', paired: null });
    const serialNumber = serial();
    const paired = await pair(waiting?.code ?? '', { serialNumber, imei: '356938035643809' });
    if (!paired.ok) throw new Error(paired.code);
    const terminal = await database().terminal.findUniqueOrThrow({ where: { id: paired.value.terminalId } });
    expect(terminal).toMatchObject({
      organizationId: chain.organizationId,
      storeId: chain.storeIds[0],
      name: 'Касса у окна',
      serialNumber,
      imei: '356938035643809',
      model: 'Эвотор 7.3',
      posVersion: '8.4.2',
      deviceTokenHash: tokenHash(paired.value.deviceToken),
      pairedAt: new Date(TEST_NOW),
    });
    expect(Buffer.from(paired.value.deviceToken, 'base64url')).toHaveLength(32);
    expect(await findPairing(as('ADMIN'), id)).toMatchObject({
      state: 'PAIRED',
      code: null,
      paired: { id: terminal.id, name: 'Касса у окна' },
    });
    expect(
      await database().auditEntry.findMany({
        where: { objectId: terminal.id },
        select: { action: true, actorName: true },
      }),
    ).toEqual([{ action: 'terminals.pair', actorName: 'Касса «Касса у окна»' }]);
  });

  it('once, also by two at the same moment', async () => {
    const code = await codeFor(as('OWNER'));
    const results = (await Promise.all([pair(code), pair(code), pair(code)])).map(codeOf).sort();
    expect(results).toEqual(['OK', 'PAIRING_CODE_INVALID', 'PAIRING_CODE_INVALID']);
    expect(codeOf(await pair(code))).toBe('PAIRING_CODE_INVALID');
  });

  it('within 15 minutes', async () => {
    const code = await codeFor(as('OWNER'));
    expect(codeOf(await pair(code, {}, { now: after(15) }))).toBe('PAIRING_CODE_INVALID');
    expect(codeOf(await pair(code, {}, { now: after(14.9) }))).toBe('OK');
  });

  it.each([
    ['is removed', (userId: string) => database().membership.deleteMany({ where: { userId } })],
    [
      'is a cashier now',
      (userId: string) => database().membership.updateMany({ where: { userId }, data: { role: 'CASHIER' } }),
    ],
    [
      'has lost the store',
      (userId: string) => database().membershipStore.deleteMany({ where: { membership: { userId } } }),
    ],
  ])('not when its maker %s', async (_, change) => {
    const code = await codeFor(as('ADMIN'));
    await change(chain.userIds.ADMIN);
    expect(codeOf(await pair(code))).toBe('PAIRING_CODE_INVALID');
  });

  it('by a terminal that stands there already: its token is replaced, nothing else of it changes', async () => {
    const [terminalId] = chain.terminalIds;
    const before = await database().terminal.findUniqueOrThrow({ where: { id: terminalId } });
    const { serialNumber } = before;
    const count = await database().terminal.count();
    const paired = await pair(await codeFor(as('OWNER')), { serialNumber, model: '7.3', posVersion: null });
    expect(paired.ok && paired.value.terminalId).toBe(terminalId);
    const now = await database().terminal.findUniqueOrThrow({ where: { id: terminalId } });
    expect(now.deviceTokenHash).not.toBe(before.deviceTokenHash);
    expect({ ...now, deviceTokenHash: '', pairedAt: null }).toEqual({
      ...before,
      deviceTokenHash: '',
      pairedAt: null,
    });
    expect(await database().terminal.count()).toBe(count);
  });

  it('not by a terminal of another store or organization, in the same words; the code stays good', async () => {
    const code = await codeFor(as('OWNER'));
    const before = await terminals();
    for (const id of [chain.terminalIds[2], foreign.terminalIds[0]]) {
      const { serialNumber } = before.find((each) => each.id === id) ?? { serialNumber: '' };
      expect(codeOf(await pair(code, { serialNumber }))).toBe('TERMINAL_TAKEN');
    }
    expect(await terminals()).toEqual(before);
    expect(codeOf(await pair(code))).toBe('OK');
  });

  it('a code made for one terminal connects that one only', async () => {
    const [first, second] = chain.terminalIds;
    const rows = await terminals();
    const serialOf = (id: string) => rows.find((row) => row.id === id)?.serialNumber ?? '';
    const code = await renewalCode(first);
    expect(codeOf(await pair(code, { serialNumber: serialOf(second) }))).toBe('TERMINAL_OTHER');
    expect(codeOf(await pair(code))).toBe('TERMINAL_OTHER');
    const paired = await pair(code, { serialNumber: serialOf(first) });
    expect(paired.ok && paired.value.terminalId).toBe(first);
  });

  it('two codes, one new serial number, the same moment: one terminal', async () => {
    const serialNumber = serial();
    const other = await codeFor(as('OWNER'), { storeId: chain.storeIds[1] });
    const codes = [await codeFor(as('OWNER')), other];
    const results = await Promise.all(codes.map((code) => pair(code, { serialNumber })));
    expect(results.map(codeOf).sort()).toEqual(['OK', 'TERMINAL_TAKEN']);
    expect(await database().terminal.count({ where: { serialNumber } })).toBe(1);
  });
});

describe('guessing', () => {
  const wrong = () => randomBytes(4).toString('hex').replaceAll(/[0-9]/g, 'Z');

  it('is slowed for one address, right codes cost nothing, others go on', async () => {
    const address = '203.0.113.7';
    for (let i = 0; i < 5; i += 1)
      expect(codeOf(await pair(await codeFor(as('OWNER')), {}, { address }))).toBe('OK');
    const tries = Array.from({ length: guesses.ofAddress.tries + 5 }, () => pair(wrong(), {}, { address }));
    const answers = (await Promise.all(tries)).map(codeOf);
    expect(answers.filter((code) => code === 'RATE_LIMITED')).toHaveLength(5);
    const code = await codeFor(as('OWNER'));
    expect(codeOf(await pair(code, {}, { address }))).toBe('RATE_LIMITED');
    expect(codeOf(await pair(await codeFor(as('OWNER'))))).toBe('OK');
    expect(codeOf(await pair(code, {}, { address, now: after(1) }))).toBe('OK');
  });

  it('of a day ago is forgotten', async () => {
    await pair(wrong(), {}, { address: 'long-ago' });
    const code = await codeFor(as('OWNER', after(25 * 60)));
    expect(codeOf(await pair(code, {}, { now: after(25 * 60), address: 'today' }))).toBe('OK');
    const keys = (await database().guessGuard.findMany({ orderBy: { key: 'asc' } })).map(({ key }) => key);
    expect(keys).toEqual(['pair', 'pair:today']);
  });

  it('from many addresses together is slowed too', async () => {
    await pair(wrong());
    await database().guessGuard.update({ where: { key: 'pair' }, data: { tokens: 1 } });
    expect(codeOf(await pair(wrong()))).toBe('PAIRING_CODE_INVALID');
    expect(codeOf(await pair(wrong()))).toBe('RATE_LIMITED');
  });
});

describe('disconnecting', () => {
  it('takes the token and the codes that wait, once; connecting anew brings the terminal back', async () => {
    const [terminalId] = chain.terminalIds;
    const { serialNumber } = await database().terminal.findUniqueOrThrow({ where: { id: terminalId } });
    const waiting = await renewalCode(terminalId);
    expect(codeOf(await unpairTerminal(as('OWNER'), { terminalId }))).toBe('OK');
    expect(codeOf(await unpairTerminal(as('OWNER'), { terminalId }))).toBe('NOT_PAIRED');
    expect(
      (await database().terminal.findUniqueOrThrow({ where: { id: terminalId } })).deviceTokenHash,
    ).toBeNull();
    expect(codeOf(await pair(waiting, { serialNumber }))).toBe('PAIRING_CODE_INVALID');
    const paired = await pair(await renewalCode(terminalId), { serialNumber });
    expect(paired.ok && paired.value.terminalId).toBe(terminalId);
  });
});
