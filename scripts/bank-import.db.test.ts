import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { walletBalance } from '@/lib/billing/queries';
import { kopecks } from '@/lib/core/money';
import { issueInvoice } from '@/lib/invoicing/commands/issue-invoice';
import { inWindows1251, statementText } from '@/lib/testing/bank-statement';
import { useDatabase } from '@/lib/testing/database';
import { contextOf, createChain } from '@/lib/testing/factories';

const database = useDatabase();
const folder = mkdtempSync(path.join(tmpdir(), 'bank-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** `npm run bank:import …`, as the server's keeper calls it. */
const run = (...args: string[]): Promise<Ran> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', 'scripts/bank-import.ts', ...args],
      (failed, out, error) => {
        resolve({ code: failed ? Number(failed.code) : 0, out: out.replaceAll('\u00a0', ' '), error });
      },
    );
  });

const fileOf = (
  name: string,
  text: string,
  encode: (text: string) => Uint8Array = (plain) => Buffer.from(plain),
): string => {
  const file = path.join(folder, name);
  writeFileSync(file, encode(text));
  return file;
};

describe('bank:import', () => {
  it(
    'pays, lists every payment with its reason, and the second time changes nothing',
    { timeout: 60_000 },
    async () => {
      const owner = contextOf(database(), await createChain(database()), 'OWNER');
      const issued = await issueInvoice(owner, {
        kind: 'SUM',
        requestId: randomUUID(),
        amount: kopecks(99_000),
      });
      if (!issued.ok) throw new Error(issued.code);
      const purpose = `Оплата по счету № ${issued.value.number}`;
      const text = statementText([
        { amount: '990.00', purpose },
        { amount: '990.01', purpose },
        { amount: '5.00', purpose: 'Возврат займа' },
      ]);
      const file = fileOf('kl_to_1c.txt', text, inWindows1251);
      const first = await run(file);
      expect(first).toMatchObject({ code: 0, error: '' });
      expect(first.out).toMatch(new RegExp(`Зачислен .*990 ₽.*счёт № ${issued.value.number}`));
      expect(first.out).toMatch(/Сомнительный .*Сумма больше счёта на 0,01 ₽/);
      expect(first.out).toMatch(/Счёт не найден .*В назначении нет номера счёта/);
      expect(first.out).toContain(
        'Зачислено: 1, счёт не найден: 1, сомнительных: 1, уже были: 0, исходящих: 0.',
      );
      const second = await run(file);
      expect(second.out).toContain('Этот файл уже загружали, ничего не изменилось.');
      expect(await walletBalance(owner)).toBe(99_000);
    },
  );

  it('says what is wrong and fails', { timeout: 60_000 }, async () => {
    expect(await run()).toMatchObject({ code: 2, error: expect.stringContaining('Какой файл') as string });
    const missing = await run(path.join(folder, 'нет.txt'));
    expect(missing).toMatchObject({ code: 2, error: expect.stringContaining('не читается') as string });
    const wrong = fileOf('wrong.txt', statementText([{ amount: '1.00', purpose: '-' }], { came: '2.00' }));
    expect(await run(wrong)).toMatchObject({
      code: 1,
      error: expect.stringContaining('не сходится с платежами') as string,
    });
  });
});
