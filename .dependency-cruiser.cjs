// Who may import whom. The order of the domains: what a domain names here it may import, with all that those may.
const BESIDE = {
  access: [],
  stores: ['access'],
  terminals: ['stores'],
  catalog: ['access'],
  billing: ['access'],
  subscriptions: ['catalog', 'billing', 'terminals'],
  installations: ['subscriptions'],
  receipts: ['installations'],
  devices: ['receipts'],
  'sim-cards': ['installations'],
  'card-orders': ['sim-cards'],
  invoicing: ['card-orders'],
};
const DOMAINS = Object.keys(BESIDE);
// It reads any domain and is reached only through events.
BESIDE.notifications = DOMAINS;

const below = (name) => [...new Set(BESIDE[name].flatMap((next) => [next, ...below(next)]))];
const everyDomain = Object.keys(BESIDE);
const anyOf = (names) => `(${names.join('|')})`;

// A test, or what the tests of one folder share.
const TEST = '(\\.test|/testing)\\.ts$';
const STORE = '/store(\\.ts$|/)|\\.store\\.ts$';
const SHARED = '/(model|schema|messages|labels)\\.ts$|\\.rule\\.ts$';
const value = { dependencyTypesNot: ['type-only'] };

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const domainOrder = everyDomain.map((name) => {
  const allowed = [name, ...below(name), 'core', 'platform', 'testing'];
  return rule(
    `domain-order-${name}`,
    `${name} may import of the domains only ${below(name).join(', ') || 'none'}`,
    { path: `^lib/${name}/` },
    { path: '^lib/', pathNot: `^lib/${anyOf(allowed)}/` },
  );
});

module.exports = {
  forbidden: [
    rule('no-cycles', 'A circle of imports has no first room', {}, { circular: true, viaOnly: value }),
    rule('resolvable', 'An import that leads nowhere', {}, { couldNotResolve: true }),
    rule(
      'known-folders',
      'A new folder of lib takes its place in the order first',
      { pathNot: '^lib/platform/generated/' },
      {
        path: '^lib/',
        pathNot: `^lib/${anyOf([...everyDomain, 'core', 'platform', 'adapters', 'testing'])}/`,
      },
    ),
    rule(
      'lib-below-screens',
      'app → components → lib, never back',
      { path: '^lib/' },
      { path: '^(app|components|e2e|bench|scripts)/' },
    ),
    rule(
      'lib-not-sandbox',
      'Only tests start the stand-ins of the outside world',
      { path: '^(lib|app|components)/', pathNot: `^lib/testing/|${TEST}` },
      { path: '^sandbox/' },
    ),
    rule('components-below-app', 'app → components, never back', { path: '^components/' }, { path: '^app/' }),
    rule(
      'components-see',
      'Of lib a component takes core and the shared files of a domain; types it may take from queries too',
      { path: '^components/' },
      { path: '^lib/', pathNot: `^lib/core/|${SHARED}|/actions\\.ts$`, ...value },
    ),
    rule(
      'components-types',
      'Types come from shared files and queries',
      { path: '^components/' },
      { path: '^lib/', pathNot: `^lib/core/|${SHARED}|/(actions|queries)\\.ts$` },
    ),
    rule(
      'primitives-know-no-domain',
      'components/ui knows no word of the domain',
      { path: '^components/ui/' },
      { path: '^(lib|components)/', pathNot: '^(lib/core|components/ui)/' },
    ),
    rule(
      'core-is-alone',
      'core imports nothing of ours, and nothing that a browser lacks',
      { path: '^lib/core/', pathNot: TEST },
      { pathNot: '^(lib/core|node_modules)/', dependencyTypesNot: ['npm'] },
    ),
    rule(
      'shared-is-pure',
      'What screens take as well stays free of the server',
      { path: SHARED, pathNot: '^(app|components)/' },
      { path: '^lib/', pathNot: `^lib/core/|${SHARED}`, ...value },
    ),
    ...domainOrder,
    rule(
      'platform-below-domains',
      'Of the domains platform knows access; ports and the register of jobs know all',
      { path: '^lib/platform/', pathNot: `^lib/platform/(ports|jobs[^/]*)\\.ts$|${TEST}` },
      { path: `^lib/${anyOf(everyDomain)}/`, pathNot: '^lib/access/' },
    ),
    rule(
      'store-is-private',
      'A store belongs to its domain: others read through queries and write through a command',
      { path: '^lib/([^/]+)/' },
      { path: STORE, pathNot: '^lib/$1/' },
    ),
    rule(
      'store-is-private-outside',
      'A store belongs to its domain',
      { path: '^(app|components|sandbox|e2e|scripts|bench)/' },
      { path: STORE },
    ),
    rule(
      'adapters-behind-ports',
      'Only lib/platform/ports.ts knows the adapters',
      { pathNot: '^lib/platform/ports\\.ts$|^lib/adapters/' },
      { path: '^lib/adapters/' },
    ),
    rule(
      'adapters-know-ports',
      'Of a domain an adapter knows its port and shared files',
      { path: '^lib/adapters/' },
      { path: `^lib/${anyOf(everyDomain)}/`, pathNot: `\\.port\\.ts$|${SHARED}` },
    ),
    rule(
      'testing-in-tests',
      'What tests share is for tests',
      { path: '^(app|components|lib|sandbox)/', pathNot: `^lib/testing/|${TEST}` },
      { path: '^lib/testing/|/testing\\.ts$' },
    ),
    rule(
      'sandbox-is-outside',
      'The outside world knows only core',
      { path: '^sandbox/' },
      { path: '^lib/', pathNot: '^lib/core/' },
    ),
    rule(
      'sandbox-no-screens',
      'The outside world knows only core',
      { path: '^sandbox/' },
      { path: '^(app|components)/' },
    ),
    rule(
      'app-without-prisma',
      'A route holds no query',
      { path: '^(app|components)/' },
      { path: '^lib/platform/generated/|^node_modules/(@prisma|pg)/' },
    ),
  ],
  options: {
    doNotFollow: { path: '^node_modules/|^lib/platform/generated/' },
    exclude: { path: '^(\\.next|\\.data|\\.test)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
