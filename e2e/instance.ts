import { readFileSync } from 'node:fs';

export interface Instance {
  readonly appUrl: string;
  readonly databaseUrl: string;
  readonly sandbox: Readonly<
    Record<'operator-mts' | 'operator-megafon' | 'payments' | 'terminals' | 'evotor' | 'mail', string>
  >;
  /** process ids by name: worker, web, operator-mts … */
  readonly pids: Readonly<Record<string, number>>;
  readonly env: Readonly<Record<string, string>>;
}

export const instanceFile = process.env['E2E_INSTANCE'] ?? '.data/instance.json';

/** The running product that the tests look at, as `npm run up` describes it. */
export const instance = JSON.parse(readFileSync(instanceFile, 'utf8')) as Instance;
Object.assign(process.env, instance.env);
// Registers of the copies stay as their story tells; a test that needs a living one registers it itself.
delete process.env['SANDBOX_TERMINALS_URL'];
