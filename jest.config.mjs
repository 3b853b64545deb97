// Jest on Node < 24.9 cannot require() an ES module. CommonJS packages that require ESM-only ones are therefore
// listed here: @swc/jest emits CommonJS when such a file is required and ESM when it is imported.
const esmRequiredByCjs = ['content-disposition', 'cookie']; // from @fastify/static and light-my-request
const common = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['dateline:src', 'node', 'node-addons'] }, // "#domain/fold" -> libs/domain/src/fold.ts
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleFileExtensions: ['js', 'ts', 'tsx', 'mjs', 'cjs', 'json', 'node'],
  resolver: '<rootDir>/jest.resolver.cjs', // "./x.js" in our sources -> ./x.ts
  transform: {
    '^.+\\.tsx?$': '@swc/jest',
    [`/node_modules/(${esmRequiredByCjs.join('|')})/.+\\.js$`]: '@swc/jest',
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmRequiredByCjs.join('|')})/)`],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.dateline/', '<rootDir>/.cache/'],
};
/** @type {import('jest').Config} */
export default {
  watchman: false,
  testTimeout: 90_000, // more than the longest wait inside a test, 45 s, whose own message says more
  maxWorkers: 3, // tests wait for clocks and processes more than they work: with two, two cores were idle for a third of the time
  coverageProvider: 'v8',
  collectCoverageFrom: ['apps/*/src/**/*.ts', 'libs/*/src/**/*.ts', '!**/*.spec.ts', '!**/main.ts'],
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/{apps,libs}/*/src/**/*.spec.{ts,tsx}', '<rootDir>/test/load/**/*.spec.ts'],
    },
    {
      ...common,
      displayName: 'newsroom',
      testMatch: ['<rootDir>/test/{architecture,int,e2e,faults}/**/*.spec.ts'],
      globalSetup: '<rootDir>/jest.global-setup.mjs',
      globalTeardown: '<rootDir>/jest.global-teardown.mjs',
      setupFiles: ['<rootDir>/jest.setup-env.mjs'],
    },
  ],
};
