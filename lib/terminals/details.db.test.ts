import { beforeEach, describe, expect, it } from 'vitest';
import { roles } from '@/lib/access/permission.rule';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain } from '@/lib/testing/factories';
import { changeDetails } from './commands/change-details';
import { detailsTag } from './details.rule';
import { findTerminal, terminalAttention } from './queries';
import { changeDetailsInput } from './schema';

const database = useDatabase();
let chain: Chain;
let foreign: Chain;
beforeEach(async () => {
  chain = await createChain(database());
  foreign = await createChain(database());
});

const owner = () => contextOf(database(), chain, 'OWNER');
const change = async (ctx: ReturnType<typeof owner>, terminalId: string, typed: object = {}) => {
  const terminal = await findTerminal(owner(), terminalId);
  const seen = terminal ? detailsTag(terminal) : '';
  const base = { kktRegNumber: '', fiscalDrive: '', fiscalDriveExpiresOn: '', name: terminal?.name ?? '…' };
  const result = await changeDetails(ctx, changeDetailsInput.parse({ terminalId, seen, ...base, ...typed }));
  return result.ok ? 'saved' : result.code;
};
const drive = { fiscalDrive: '9960440300000001', fiscalDriveExpiresOn: '2026-12-10' };

it.each(roles)('%s', async (role) => {
  const may = role === 'OWNER' || role === 'ADMIN';
  const answer = await change(contextOf(database(), chain, role), chain.terminalIds[0], { name: 'Новая' });
  expect(answer).toBe(may ? 'saved' : 'FORBIDDEN');
  expect((await findTerminal(owner(), chain.terminalIds[0]))?.name).toBe(may ? 'Новая' : 'Прилавок 1');
});

it('of another organization or another store it is not there', async () => {
  expect(await change(owner(), foreign.terminalIds[0])).toBe('NOT_FOUND');
  expect(await change(contextOf(database(), chain, 'ADMIN'), chain.terminalIds[2])).toBe('NOT_FOUND');
});

describe('changing', () => {
  it('is written before and after, once, and the end of the drive is on the first page at once', async () => {
    const [terminalId] = chain.terminalIds;
    const typed = { ...drive, kktRegNumber: '0001 2345 6789 0171' };
    expect(await change(owner(), terminalId, typed)).toBe('saved');
    expect(await change(owner(), terminalId, typed)).toBe('saved');
    const entries = await database().auditEntry.findMany({ where: { objectId: terminalId } });
    expect(entries).toMatchObject([
      {
        action: 'terminals.changeDetails',
        before: { fiscalDrive: null, fiscalDriveExpiresOn: null, kktRegNumber: null },
        after: { ...drive, kktRegNumber: '0001234567890171' },
      },
    ]);
    expect((await terminalAttention(owner())).map(({ text }) => text)).toEqual([
      'Касса «Прилавок 1»: срок ФН истекает 10\u00a0декабря\u00a02026',
    ]);
  });

  it('over what somebody else has changed is refused, a repeat of it is not', async () => {
    const [terminalId] = chain.terminalIds;
    const before = await findTerminal(owner(), terminalId);
    if (!before) throw new Error('no terminal');
    await change(owner(), terminalId, { name: 'Их название' });
    const seen = detailsTag(before);
    expect(await change(owner(), terminalId, { name: 'Моё название', seen })).toBe('CHANGED_MEANWHILE');
    expect(await change(owner(), terminalId, { name: 'Их название', seen })).toBe('saved');
    expect((await findTerminal(owner(), terminalId))?.name).toBe('Их название');
  });

  it('a number of another terminal of the organization is refused, of another organization it is none of ours', async () => {
    const [first, second] = chain.terminalIds;
    const typed = { ...drive, kktRegNumber: '0001234567890171' };
    await change(owner(), first, typed);
    expect(await change(owner(), second, drive)).toBe('DRIVE_TAKEN');
    expect(await change(owner(), second, { kktRegNumber: typed.kktRegNumber })).toBe('REG_NUMBER_TAKEN');
    await database().terminal.update({
      where: { id: foreign.terminalIds[0] },
      data: { fiscalDrive: '9960440300000002' },
    });
    expect(await change(owner(), second, { fiscalDrive: '9960440300000002' })).toBe('saved');
    const both = await Promise.all(
      [first, second].map((id) => change(owner(), id, { fiscalDrive: '9960440300000003' })),
    );
    expect(both.sort()).toEqual(['DRIVE_TAKEN', 'saved']);
  });
});
