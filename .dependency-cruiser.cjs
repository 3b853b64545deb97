/** The import table of README.md. Each row: folder -> what it may import. */
const table = {
  'libs/contract': [],
  'libs/domain': ['libs/contract'],
  'libs/desk': ['libs/contract', 'libs/domain'],
  'libs/journal': ['libs/contract', 'libs/domain', 'libs/desk/src/tables', 'libs/desk/src/filings'],
  'libs/media': ['libs/contract'],
  'libs/live': ['libs/contract', 'libs/domain'],
  'libs/client': ['libs/contract'],
  'libs/pages': ['libs/contract', 'libs/domain', 'libs/client'],
  'apps/api': [
    ...['libs/contract', 'libs/domain', 'libs/desk', 'libs/journal', 'libs/media', 'libs/live', 'libs/pages'],
  ],
  'apps/relay': ['libs/contract', 'libs/domain', 'libs/journal', 'libs/live'],
  'apps/gateway': ['libs/contract', 'libs/domain', 'libs/live'],
  'apps/newsroom': ['libs/contract', 'apps/api', 'apps/relay', 'apps/gateway'],
  'apps/cli': [
    ...[
      'libs/contract',
      'libs/domain',
      'libs/desk',
      'libs/journal',
      'libs/media',
      'libs/live',
      'libs/client',
    ],
  ],
  'apps/web': ['libs/contract', 'libs/domain', 'libs/client', 'libs/pages'],
};
const pure = ['libs/contract', 'libs/domain'];
const rows = Object.entries(table).map(([from, may]) => ({
  name: `table:${from}`,
  severity: 'error',
  from: { path: `^${from}/`, pathNot: '\\.spec\\.tsx?$' },
  to: { path: '^(apps|libs|test)/', pathNot: [from, ...may].map((folder) => `^${folder}/`) },
}));
const packages = pure.map((from) => ({
  name: `no-packages:${from}`,
  severity: 'error',
  from: { path: `^${from}/`, pathNot: `\\.spec\\.ts$|^${from}/test/` },
  to: {
    dependencyTypesNot: ['local', 'type-only', 'aliased', 'aliased-subpath-import'],
    pathNot: '^(apps|libs)/',
  },
}));
module.exports = {
  forbidden: [
    ...rows,
    ...packages,
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'not-resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    enhancedResolveOptions: {
      conditionNames: ['dateline:src', 'import', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
