import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const copy = path.join(root, '.test', `rules-${String(process.pid)}`);

/** A small honest tree: nothing may be said about these files. */
const HONEST: Record<string, string> = {
  'lib/core/result.ts': 'export type Result = { ok: boolean };\n',
  'lib/core/clock.ts': 'export const now = () => new Date();\n',
  'lib/platform/env.ts': "export const mode = () => process.env['KASSA_MODE'];\n",
  'lib/platform/action.ts': 'export const action = (run: () => number) => () => run();\n',
  'lib/platform/ports.ts': "export { operator } from '@/lib/adapters/operator';\n",
  'lib/adapters/operator.ts': 'export const operator = () => Date.now();\n',
  'lib/access/can.rule.ts': 'export const can = () => true;\n',
  'lib/stores/store.ts': 'export const loadStore = () => 1;\n',
  'lib/stores/queries.ts':
    "import { loadStore } from './store';\nexport const listStores = () => loadStore();\n",
  'lib/stores/actions.ts':
    "'use server';\nimport { action } from '@/lib/platform/action';\nexport const rename = action(() => 1);\n",
  'lib/terminals/queries.ts':
    "import { listStores } from '@/lib/stores/queries';\nexport const count = () => listStores();\n",
  'components/stores/list.ts': "import { can } from '@/lib/access/can.rule';\nexport const shown = can();\n",
  'app/page.ts': "import { shown } from '@/components/stores/list';\nexport const page = shown;\n",
};

/** Each plants one violation; the rule that must bite stands beside it. */
const IMPORTS: [rule: string, file: string, source: string][] = [
  [
    'domain-order-stores',
    'lib/stores/upward.ts',
    "import { count } from '@/lib/terminals/queries';\nexport const up = count;\n",
  ],
  [
    'domain-order-billing',
    'lib/billing/aside.ts',
    "import { listStores } from '@/lib/stores/queries';\nexport const aside = listStores;\n",
  ],
  [
    'lib-below-screens',
    'lib/access/screen.ts',
    "import { page } from '@/app/page';\nexport const screen = page;\n",
  ],
  [
    'components-below-app',
    'components/stores/route.ts',
    "import { page } from '@/app/page';\nexport const route = page;\n",
  ],
  [
    'components-see',
    'components/stores/server.ts',
    "import { listStores } from '@/lib/stores/queries';\nexport const rows = listStores();\n",
  ],
  [
    'primitives-know-no-domain',
    'components/ui/word.ts',
    "import { can } from '@/lib/access/can.rule';\nexport const word = can;\n",
  ],
  [
    'store-is-private',
    'lib/terminals/thief.ts',
    "import { loadStore } from '@/lib/stores/store';\nexport const thief = loadStore;\n",
  ],
  [
    'store-is-private-outside',
    'app/thief.ts',
    "import { loadStore } from '@/lib/stores/store';\nexport const thief = loadStore;\n",
  ],
  [
    'adapters-behind-ports',
    'lib/stores/shortcut.ts',
    "import { operator } from '@/lib/adapters/operator';\nexport const shortcut = operator;\n",
  ],
  [
    'platform-below-domains',
    'lib/platform/above.ts',
    "import { listStores } from '@/lib/stores/queries';\nexport const above = listStores;\n",
  ],
  [
    'core-is-alone',
    'lib/core/reader.ts',
    "import { readFileSync } from 'node:fs';\nexport const reader = readFileSync;\n",
  ],
  [
    'core-is-alone',
    'lib/core/above.ts',
    "import { can } from '@/lib/access/can.rule';\nexport const above = can;\n",
  ],
  [
    'shared-is-pure',
    'lib/terminals/heavy.rule.ts',
    "import { mode } from '@/lib/platform/env';\nexport const heavy = mode;\n",
  ],
  [
    'sandbox-is-outside',
    'sandbox/inside.ts',
    "import { mode } from '@/lib/platform/env';\nexport const inside = mode;\n",
  ],
  [
    'lib-not-sandbox',
    'lib/access/outside.ts',
    "import { alone } from '@/sandbox/alone';\nexport const outside = alone;\n",
  ],
  [
    'known-folders',
    'app/new-folder.ts',
    "import { novelty } from '@/lib/novelty/queries';\nexport const folder = novelty;\n",
  ],
  [
    'no-cycles',
    'lib/catalog/circle.ts',
    "import { half } from './half';\nexport const circle = () => half();\n",
  ],
];
/** Put together, so that this file silences nothing itself. */
const OFF = ['eslint', 'disable'].join('-');

const BESIDE: Record<string, string> = {
  'sandbox/alone.ts': 'export const alone = 1;\n',
  'lib/novelty/queries.ts': 'export const novelty = 1;\n',
  'node.d.ts': '/// <reference types="node" />\n',
  'lib/billing/own/.oxlintrc.json': '{ "rules": { "kassa/time-from-clock": "off" } }',
  'lib/catalog/half.ts': "import { circle } from './circle';\nexport const half = (): number => circle();\n",
};

const LINT: [rule: string, what: string, file: string, source: string][] = [
  [
    'kassa(time-from-clock)',
    'the time of day in a domain',
    'lib/stores/late.ts',
    'export const late = () => new Date();\n',
  ],
  [
    'kassa(time-from-clock)',
    'milliseconds in a domain',
    'lib/stores/later.ts',
    'export const later = () => Date.now();\n',
  ],
  [
    'kassa(settings-from-env)',
    'a setting read in a domain',
    'lib/stores/mode.ts',
    "export const mode = () => process.env['KASSA_MODE'];\n",
  ],
  [
    'kassa(settings-from-env)',
    'a setting read by a route',
    'app/mode.ts',
    "export const mode = () => process.env['KASSA_MODE'];\n",
  ],
  [
    'kassa(actions-only)',
    'a bare function as an action',
    'lib/access/actions.ts',
    "'use server';\nexport async function open() {\n  await Promise.resolve();\n}\n",
  ],
  [
    'kassa(actions-only)',
    'a lookup as an action',
    'lib/catalog/actions.ts',
    "'use server';\nexport const list = () => Promise.resolve([1]);\n",
  ],
  [
    'kassa(actions-only)',
    'a re-export as an action',
    'lib/billing/actions.ts',
    "'use server';\nexport { listStores } from '@/lib/stores/queries';\n",
  ],
  [
    'kassa(endpoints-in-actions)',
    'an action inside a screen',
    'app/inline.ts',
    "export async function save() {\n  'use server';\n  await Promise.resolve();\n}\n",
  ],
  [
    'kassa(time-from-clock)',
    'a silenced rule',
    'lib/terminals/silent.ts',
    `/* ${OFF} */\nexport const silent = () => Date.now(); // ${OFF}-line kassa/time-from-clock\n`,
  ],
  [
    'kassa(time-from-clock)',
    'a folder that sets its own rules',
    'lib/billing/own/late.ts',
    'export const late = () => Date.now();\n',
  ],
  [
    'typescript(TS2322)',
    'a type that does not fit',
    'lib/stores/unfit.ts',
    "export const unfit: number = 'one';\n",
  ],
  [
    'typescript(no-floating-promises)',
    'a promise that nobody waits for',
    'lib/stores/floating.ts',
    'const later = () => Promise.resolve(1);\nexport const floating = () => {\n  later();\n};\n',
  ],
  [
    'react-hooks(rules-of-hooks)',
    'a hook behind a condition',
    'components/stores/hook.tsx',
    "import { useState } from 'react';\nexport function Hook({ on }: { on: boolean }) {\n  if (on) useState(1);\n  return null;\n}\n",
  ],
];

function plant(files: Iterable<readonly [string, string]>): void {
  for (const [file, source] of files) {
    mkdirSync(path.join(copy, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(copy, file), source);
  }
}

function tool(bin: string, args: string[], cwd = copy): string {
  const result = spawnSync(process.execPath, [path.join(root, 'node_modules', bin), ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (!result.stdout) throw new Error(result.stderr);
  return result.stdout;
}

const LINTER = 'oxlint/bin/oxlint';
const COPIED = [
  '.oxlintrc.json',
  'scripts/lint-rules.mjs',
  '.dependency-cruiser.cjs',
  'tsconfig.json',
  'package.json',
];

const bitten = { imports: new Set<string>(), lint: new Set<string>() };

beforeAll(() => {
  plant(Object.entries({ ...HONEST, ...BESIDE }));
  plant(IMPORTS.map(([, file, source]) => [file, source]));
  plant(LINT.map(([, , file, source]) => [file, source]));
  for (const file of COPIED) {
    mkdirSync(path.join(copy, path.dirname(file)), { recursive: true });
    copyFileSync(path.join(root, file), path.join(copy, file));
  }
  // The linter leaves out what git ignores, and the copy lies in such a folder: it is a repository of its own.
  mkdirSync(path.join(copy, '.git'));
  const cruised = JSON.parse(
    tool('dependency-cruiser/bin/dependency-cruise.mjs', [
      ...['app', 'components', 'lib', 'sandbox'],
      ...['--config', '.dependency-cruiser.cjs', '--output-type', 'json'],
    ]),
  ) as { summary: { violations: { from: string; rule: { name: string; severity: string } }[] } };
  for (const { from, rule } of cruised.summary.violations) {
    if (rule.severity === 'error') bitten.imports.add(`${rule.name} ${from}`);
  }
  const linted = JSON.parse(tool(LINTER, ['--disable-nested-config', '--format', 'json'])) as {
    diagnostics: { code: string; severity: string; filename: string }[];
  };
  for (const { code, severity, filename } of linted.diagnostics) {
    if (severity === 'error') bitten.lint.add(`${code} ${filename}`);
  }
}, 60_000);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('direction of imports', () => {
  it.each(IMPORTS)('%s sees %s', (rule, file) => {
    expect([...bitten.imports]).toContain(`${rule} ${file}`);
  });

  it('says nothing about honest files', () => {
    const accused = new Set([...bitten.imports].map((entry) => entry.split(' ')[1]));
    expect(Object.keys(HONEST).filter((file) => accused.has(file))).toEqual([]);
  });
});

describe('linter', () => {
  it.each(LINT)('%s sees %s', (rule, _what, file) => {
    expect([...bitten.lint]).toContain(`${rule} ${file}`);
  });

  it('says nothing about honest files', () => {
    const accused = new Set([...bitten.lint].map((entry) => entry.split(' ')[1]));
    expect(Object.keys(HONEST).filter((file) => accused.has(file))).toEqual([]);
  });
});

/** What asks the linter for silence; its settings refuse the names of another linter, but not its own. */
const SILENCER = /\b(?:eslint|oxlint)-(?:disable|enable)/;

describe('comments', () => {
  it.each([
    '/* oxlint-disable */',
    '// oxlint-disable-next-line kassa/time-from-clock',
    '/* oxlint-enable */',
  ])('%s is seen', (comment) => {
    expect(comment).toMatch(SILENCER);
  });

  it('none silences the linter', () => {
    const files = tool(LINTER, ['--disable-nested-config', '--debug=files'], root).trim().split('\n');
    expect(files.length).toBeGreaterThan(1000);
    const silenced = files.filter((file) => SILENCER.test(readFileSync(path.join(root, file), 'utf8')));
    expect(silenced).toEqual(['scripts/rules.test.ts']);
  });
});
