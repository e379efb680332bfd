import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { debitWallet } from '@/lib/billing/commands/debit-wallet';
import { kopecks } from '@/lib/core/money';
import { transaction } from '@/lib/platform/transaction';
import { useDatabase } from '@/lib/testing/database';
import { contextOf, createChain } from '@/lib/testing/factories';

const database = useDatabase();

/** `npm run ledger:check`, as the server's keeper calls it. */
const run = (env: NodeJS.ProcessEnv = process.env): Promise<{ code: number; out: string; error: string }> =>
  new Promise((resolve) => {
    const args = ['--import', 'tsx', 'scripts/ledger-check.ts'];
    execFile(process.execPath, args, { env }, (failed, out, error) => {
      resolve({ code: failed ? Number(failed.code) : 0, out, error });
    });
  });

it(
  'proves a database that is right, names what is wrong, and says so by its code',
  { timeout: 60_000 },
  async () => {
    const chain = await createChain(database(), 10_000);
    await transaction(contextOf(database(), chain, 'OWNER'), (ctx) =>
      debitWallet(ctx, {
        amount: kopecks(3_000),
        kind: 'CARD_ORDER',
        businessKey: randomUUID(),
        description: 'Заказ',
      }),
    );
    const right = await run();
    expect(right).toMatchObject({ code: 0, error: '' });
    expect(right.out).toMatch(/^Записей: 4$/m);
    expect(right.out).toMatch(/^Учёт сходится\.$/m);

    const account = await database().ledgerAccount.findFirstOrThrow({
      where: { organizationId: chain.organizationId, kind: 'WALLET' },
    });
    await database().$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL session_replication_role = replica`;
      await tx.$executeRaw`UPDATE ledger_account SET balance_kopecks = balance_kopecks + 1 WHERE id = ${account.id}::uuid`;
    });
    const wrong = await run();
    expect(wrong.code).toBe(1);
    expect(wrong.out).toContain(
      `НЕ СХОДИТСЯ. Счёт, остаток которого не равен сумме записей: 1; например ${account.id}`,
    );
    expect(wrong.out).toMatch(/^Учёт не сходится: нарушений 2\.$/m);
    expect(wrong.out).not.toMatch(/^Учёт сходится/m);
  },
);

it('without a database says what to set', { timeout: 60_000 }, async () => {
  const { DATABASE_URL: _, ...env } = process.env;
  expect(await run(env)).toMatchObject({
    code: 2,
    error: expect.stringContaining('DATABASE_URL') as string,
  });
});
