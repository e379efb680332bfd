import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import next from 'eslint-config-next/core-web-vitals';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const root = dirname(fileURLToPath(import.meta.url));

const noClock = [
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
    message: 'The time of day comes from ctx.clock.',
  },
  {
    selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
    message: 'The time of day comes from ctx.clock.',
  },
  {
    selector: 'CallExpression[callee.name="Date"]',
    message: 'The time of day comes from ctx.clock.',
  },
  {
    selector: 'MemberExpression[object.name="Temporal"][property.name="Now"]',
    message: 'The time of day comes from ctx.clock.',
  },
];

const noEnv = [
  {
    selector: 'MemberExpression[object.name="process"][property.name="env"]',
    message: 'Settings are read and checked once, in lib/platform/env.ts.',
  },
  {
    selector: 'ImportDeclaration[source.value=/^(node:)?process$/]',
    message: 'Settings are read and checked once, in lib/platform/env.ts.',
  },
];

const noUseServer = [
  {
    selector: 'ExpressionStatement[directive="use server"]',
    message: 'The only "use server" file of a domain is its actions.ts.',
  },
];

const ACTION =
  'An actions.ts exports nothing but `export const verb = action(...)` or `formAction(...)`: each export is a public endpoint.';
const onlyActions = [
  'ExportAllDeclaration',
  'ExportDefaultDeclaration',
  'ExportNamedDeclaration[declaration=null]',
  'ExportNamedDeclaration > :not(VariableDeclaration).declaration',
  'ExportNamedDeclaration > VariableDeclaration[kind!="const"]',
  'ExportNamedDeclaration > VariableDeclaration > VariableDeclarator[init=null]',
  'ExportNamedDeclaration > VariableDeclaration > VariableDeclarator > :not(CallExpression[callee.name=/^(action|formAction)$/]).init',
].map((selector) => ({ selector, message: ACTION }));

const restrict = (...rules) => ({ 'no-restricted-syntax': ['error', ...rules.flat()] });

const MAY_READ_ENV = [
  'lib/platform/env.ts',
  'lib/testing/**',
  'instrumentation.ts',
  'scripts/**',
  'sandbox/**',
  'bench/**',
  'e2e/**',
  '*.config.{ts,mjs}',
];
const MAY_ASK_CLOCK = [
  'lib/**/*.test.ts',
  'lib/platform/**',
  'lib/adapters/**',
  'lib/testing/**',
  'lib/core/clock.ts',
];
const TYPESCRIPT = ['**/*.ts', '**/*.tsx'];
// The rules of React take as long as all the others; elsewhere there is none of it.
const SCREENS = ['app/**/*.tsx', 'components/**/*.{ts,tsx}'];

export default defineConfig(
  {
    ignores: [
      '.next*/**',
      '.data/**',
      '.test/**',
      'lib/platform/generated/**',
      'next-env.d.ts',
      'test-results/**',
      'playwright-report/**',
    ],
  },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  ...next.map((config) => (config.rules || config.plugins ? { ...config, files: SCREENS } : config)),
  {
    files: SCREENS,
    settings: { react: { version: '19.3' } },
    rules: {
      // Leaving for the sign-in page must drop everything the browser keeps, so the whole document is loaded.
      '@next/next/no-location-assign-relative-destination': 'off',
      'import/no-anonymous-default-export': 'off',
      // A module is what an owner installs; nothing here is CommonJS.
      '@next/next/no-assign-module-variable': 'off',
    },
  },
  {
    files: TYPESCRIPT,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    rules: { 'no-undef': 'off', 'no-unused-vars': ['error', { argsIgnorePattern: '^_' }] },
  },

  { files: TYPESCRIPT, rules: restrict(noEnv, noUseServer) },
  { files: ['lib/**/*.ts'], ignores: MAY_ASK_CLOCK, rules: restrict(noEnv, noUseServer, noClock) },
  { files: MAY_READ_ENV, rules: restrict(noUseServer) },
  { files: ['lib/**/actions.ts'], rules: restrict(noEnv, noClock, onlyActions) },
);
