// The linter's rules that are this project's own; `.oxlintrc.json` says where each one holds.

/** A rule that refuses whatever one of the selectors finds. */
const refusing = (message, ...selectors) => ({
  create: (context) =>
    Object.fromEntries(selectors.map((selector) => [selector, (node) => context.report({ node, message })])),
});

export default {
  meta: { name: 'kassa' },
  rules: {
    'time-from-clock': refusing(
      'The time of day comes from ctx.clock.',
      'NewExpression[callee.name="Date"][arguments.length=0]',
      'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
      'CallExpression[callee.name="Date"]',
      'MemberExpression[object.name="Temporal"][property.name="Now"]',
    ),
    'settings-from-env': refusing(
      'Settings are read and checked once, in lib/platform/env.ts.',
      'MemberExpression[object.name="process"][property.name="env"]',
      'ImportDeclaration[source.value=/^(node:)?process$/]',
    ),
    'endpoints-in-actions': refusing(
      'The only "use server" file of a domain is its actions.ts.',
      'ExpressionStatement[directive="use server"]',
    ),
    'actions-only': refusing(
      'An actions.ts exports nothing but `export const verb = action(...)` or `formAction(...)`: each export is a public endpoint.',
      'ExportAllDeclaration',
      'ExportDefaultDeclaration',
      'ExportNamedDeclaration[declaration=null]',
      'ExportNamedDeclaration > :not(VariableDeclaration).declaration',
      'ExportNamedDeclaration > VariableDeclaration[kind!="const"]',
      'ExportNamedDeclaration > VariableDeclaration > VariableDeclarator[init=null]',
      'ExportNamedDeclaration > VariableDeclaration > VariableDeclarator > :not(CallExpression[callee.name=/^(action|formAction)$/]).init',
    ),
  },
};
