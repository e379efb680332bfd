import { strFromU8, unzipSync } from 'fflate';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '@/lib/access/permission.rule';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain } from '@/lib/testing/factories';
import { aReceipt, reported } from '@/lib/testing/receipts';
import { resendReceipt } from '../commands/resend-receipt';
import { journalFile } from './journal-file';
import type { JournalFilter } from './model';
import { findReceipt, listReceipts } from './queries';

const database = useDatabase();
const roles = ['OWNER', 'ADMIN', 'ACCOUNTANT', 'CASHIER'] as const;
const REQUEST = '0190aaaa-0000-7000-8000-000000000001';
let chain: Chain;
let foreign: Chain;

beforeEach(async () => {
  chain = await createChain(database());
  foreign = await createChain(database());
});

const as = (role: Role, of = chain) => contextOf(database(), of, role);
const receipts = () =>
  database().receipt.findMany({
    where: { organizationId: chain.organizationId },
    orderBy: { documentNumber: 'asc' },
  });

async function one(change: Record<string, unknown> = {}): Promise<string> {
  const [result] = await reported(database(), chain, [aReceipt(change)]);
  const fiscalDrive = result?.fiscalDrive ?? '';
  const documentNumber = result?.documentNumber ?? 0;
  const { organizationId } = chain;
  const row = await database().receipt.findUniqueOrThrow({
    where: {
      organizationId_fiscalDrive_documentNumber: { organizationId, fiscalDrive, documentNumber },
    },
  });
  return row.id;
}

/** Its letter ends so. */
async function settled(receiptId: string, state: 'DELIVERED' | 'BOUNCED' | 'FAILED'): Promise<void> {
  await database().receiptLetter.updateMany({
    where: { receiptId },
    data: { state, statusCode: state === 'BOUNCED' ? '5.1.1' : null },
  });
  await database().receipt.update({ where: { id: receiptId }, data: { status: state } });
}

/** The same as if it had been sold in the second store. */
const moved = (receiptId: string) =>
  database().receipt.update({ where: { id: receiptId }, data: { terminalId: chain.terminalIds[2] } });

describe('the journal', () => {
  it('shows addresses to those who answer for them, and never a foreign store or organization', async () => {
    const here = await one();
    const there = await one();
    await moved(there);
    const seen = async (role: Role, of = chain) => (await listReceipts(as(role, of), {})).rows;
    expect((await seen('OWNER')).map(({ contact }) => contact)).toEqual(['irina@mail.ru', 'irina@mail.ru']);
    expect((await seen('ADMIN')).map(({ id, contact }) => [id, contact])).toEqual([[here, 'irina@mail.ru']]);
    expect((await seen('ACCOUNTANT')).map(({ contact }) => contact)).toEqual([
      'i•••@mail.ru',
      'i•••@mail.ru',
    ]);
    expect((await seen('CASHIER')).map(({ id, contact }) => [id, contact])).toEqual([[here, 'i•••@mail.ru']]);
    expect(await seen('OWNER', foreign)).toEqual([]);
    expect(await findReceipt(as('ADMIN'), there)).toBeNull();
    expect(await findReceipt(as('OWNER', foreign), here)).toBeNull();
    expect(await findReceipt(as('OWNER'), 'not an id')).toBeNull();
  });

  it('shows one receipt as printed, masked in every place', async () => {
    const id = await one();
    const open = await findReceipt(as('ADMIN'), id);
    expect(open).toMatchObject({ resendTo: 'irina@mail.ru', letters: [{ recipient: 'irina@mail.ru' }] });
    const masked = await findReceipt(as('CASHIER'), id);
    expect(masked).toMatchObject({ resendTo: null, contact: 'i•••@mail.ru' });
    expect(JSON.stringify(masked)).not.toContain('irina');
    expect(masked?.printed?.qr).toMatch(/^t=20261120T1155&s=129\.90&fn=\d{16}&i=\d+&fp=\d+&n=1$/);
  });

  it.each<[string, JournalFilter, string]>([
    ['a document', { q: '5001' }, 'A'],
    ['a fiscal sign', { q: '4000000002' }, 'B'],
    ['a fiscal drive', { q: '9960440300999999' }, 'C'],
    ['part of an address', { q: 'PETROV' }, 'B'],
    ['a phone', { q: '9031112233' }, 'C'],
    ['two signs find nothing', { q: 'ir' }, ''],
    ['what would be a pattern', { q: '%%%' }, ''],
    ['a sign of an address that would be a pattern', { q: 'a_petrov' }, ''],
    ['a group', { status: 'LOST' }, 'BA'],
    ['one state', { status: 'BOUNCED' }, 'A'],
    ['through the ОФД', { status: 'VIA_OFD' }, 'C'],
    ['what is no state filters nothing', { status: 'EATEN' }, 'CBA'],
    ['from a day on', { from: '2026-11-19' }, 'CB'],
    ['to a day', { to: '2026-11-18' }, 'A'],
    ['one day, in Moscow', { from: '2026-11-19', to: '2026-11-19' }, 'B'],
    ['days that are none', { from: '2026-02-31', to: 'x' }, 'CBA'],
    ['together', { status: 'LOST', q: 'mail.ru', from: '2026-11-19' }, 'B'],
  ])('finds by %s', async (_, filter, expected) => {
    const a = await one({ documentNumber: 5001, issuedAt: '2026-11-18T20:59:59Z' });
    const b = await one({
      fiscalSign: '4000000002',
      buyerContact: 'a.petrov@mail.ru',
      issuedAt: '2026-11-18T21:00:00Z',
    });
    const c = await one({ fiscalDrive: '9960440300999999', buyerContact: '+79031112233' });
    await settled(a, 'BOUNCED');
    await settled(b, 'FAILED');
    const names = new Map([
      [a, 'A'],
      [b, 'B'],
      [c, 'C'],
    ]);
    const { rows } = await listReceipts(as('OWNER'), filter);
    expect(rows.map(({ id }) => names.get(id)).join('')).toBe(expected);
  });

  it('does not tell an address by finding it for those who may not see it', async () => {
    await one({ documentNumber: 5002 });
    expect((await listReceipts(as('CASHIER'), { q: 'irina' })).rows).toEqual([]);
    expect((await listReceipts(as('CASHIER'), { q: '5002' })).rows).toHaveLength(1);
  });
});

describe('the file', () => {
  it.each<[Role, boolean]>([
    ['OWNER', true],
    ['ADMIN', true],
    ['ACCOUNTANT', true],
    ['CASHIER', false],
  ])('is for %s: %s', async (role, may) => {
    await one();
    expect((await journalFile(as(role), {}, 'csv')) !== null).toBe(may);
  });

  it('holds what is seen, in the time of the store, with reasons; formulas are texts, addresses masked', async () => {
    const { terminalIds } = chain;
    await database().terminal.update({ where: { id: terminalIds[0] }, data: { name: '=cmd()' } });
    const id = await one({ documentNumber: 5003 });
    await settled(id, 'BOUNCED');
    await one({ documentNumber: 5004, printed: true, electronic: false, buyerContact: null });
    const file = await journalFile(as('ACCOUNTANT'), { status: 'LOST' }, 'csv');
    const lines = String(file?.body).trim().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(
      /^20\.11\.2026;11:55;Центр;'=cmd\(\);5003;\d+;Приход;129,90;i•••@mail\.ru;Не доставлен;такого адреса нет$/,
    );
    const sheet = await journalFile(as('OWNER'), {}, 'xlsx');
    const parts = unzipSync(sheet?.body as Uint8Array);
    const xml = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect(xml.match(/<row>/g)).toHaveLength(3);
    expect(xml).toContain('irina@mail.ru');
  });

  it('goes on beyond one step of reading', async () => {
    await one();
    const [row] = await receipts();
    if (!row) throw new Error('no receipt');
    const { id: _, content: __, ...rest } = row;
    await database().receipt.createMany({
      data: Array.from({ length: 1_100 }, (_each, index) => ({ ...rest, documentNumber: 10_000 + index })),
    });
    const file = await journalFile(as('OWNER'), {}, 'csv');
    expect(String(file?.body).trim().split('\r\n')).toHaveLength(1_102);
  });
});

describe('sending again', () => {
  const resend = (
    role: Role,
    receiptId: string,
    address = 'other@mail.ru',
    requestId = REQUEST,
    of = chain,
  ) => resendReceipt(as(role, of), { receiptId, address, requestId });

  it.each(roles)('%s', async (role) => {
    const id = await one();
    await settled(id, 'BOUNCED');
    const result = await resend(role, id);
    const may = role === 'OWNER' || role === 'ADMIN';
    expect(result.ok ? 'sent' : result.code).toBe(may ? 'sent' : 'FORBIDDEN');
    expect(await database().receiptLetter.count({ where: { receiptId: id } })).toBe(may ? 2 : 1);
  });

  it('makes a letter of its own, is written down, and the receipt waits again', async () => {
    const id = await one();
    await settled(id, 'BOUNCED');
    expect(await resend('OWNER', id)).toEqual({ ok: true, value: { address: 'other@mail.ru' } });
    const receipt = await findReceipt(as('OWNER'), id);
    expect(receipt).toMatchObject({
      status: 'QUEUED',
      contact: 'other@mail.ru',
      letters: [
        { number: 2, recipient: 'other@mail.ru', addressee: 'OTHER', state: 'QUEUED' },
        { number: 1, recipient: 'irina@mail.ru', addressee: 'BUYER', state: 'BOUNCED' },
      ],
    });
    const tokens = await database().receiptLetter.findMany({ where: { receiptId: id } });
    expect(new Set(tokens.map(({ token }) => token)).size).toBe(2);
    expect(
      await database().auditEntry.findFirstOrThrow({ where: { action: 'receipts.resend', objectId: id } }),
    ).toMatchObject({ storeId: chain.storeIds[0], after: { address: 'o•••@mail.ru' } });
  });

  it('the same request twice, and two at once, are one letter', async () => {
    const id = await one();
    await settled(id, 'DELIVERED');
    const results = await Promise.all([resend('OWNER', id), resend('OWNER', id), resend('OWNER', id)]);
    expect(results.map((result) => result.ok)).toEqual([true, true, true]);
    expect(await database().receiptLetter.count({ where: { receiptId: id } })).toBe(2);
    const other = await resend('ADMIN', id, 'third@mail.ru', chain.organizationId);
    expect(other).toMatchObject({ ok: false, code: 'UNDER_WAY' });
  });

  it('is refused while one is under way, without items, and for what is not in scope', async () => {
    const id = await one();
    expect(await resend('OWNER', id)).toMatchObject({ code: 'UNDER_WAY' });
    await settled(id, 'DELIVERED');
    expect(await resend('OWNER', id, undefined, undefined, foreign)).toMatchObject({ code: 'NOT_FOUND' });
    await moved(id);
    expect(await resend('ADMIN', id)).toMatchObject({ code: 'NOT_FOUND' });
    await database().$executeRaw`UPDATE "receipt" SET "content" = NULL WHERE "id" = ${id}::uuid`;
    expect(await resend('OWNER', id)).toMatchObject({ code: 'NOT_KEPT' });
    expect(await database().receiptLetter.count({ where: { receiptId: id } })).toBe(1);
  });

  it('has an end', async () => {
    const id = await one();
    for (let number = 2; number <= 20; number += 1) {
      await settled(id, 'BOUNCED');
      const requestId = `0190aaaa-0000-7000-8000-0000000001${String(number).padStart(2, '0')}`;
      expect((await resend('OWNER', id, 'other@mail.ru', requestId)).ok).toBe(true);
    }
    await settled(id, 'BOUNCED');
    expect(await resend('OWNER', id)).toMatchObject({ code: 'TOO_MANY', details: { most: 20 } });
  });
});
