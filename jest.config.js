import { readdirSync } from 'node:fs'
// Where a clone has not been set up since, sources would miss it.
import './packages/sql/scripts/copy-chevrotain.mjs'

/** One project per package, so that `npm test -- --selectProjects planner` runs one of them. */
const packages = readdirSync(new URL('./packages', import.meta.url))

/** @type {import('jest').Config} */
export default {
  // Jest leaves one core alone by default; on two that would double the time of the gate.
  maxWorkers: '100%',
  testSequencer: './scripts/jest-sequencer.cjs',
  projects: packages.map((name) => ({
    displayName: name,
    rootDir: `packages/${name}`,
    testMatch: ['<rootDir>/test/**/*.test.ts'],
    extensionsToTreatAsEsm: ['.ts'],
    transform: {
      '\\.ts$': [
        '@swc/jest',
        { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
      ],
    },
    moduleNameMapper: {
      // Tests read the sources of every package, so that no build can be stale.
      '^@certsql/([a-z]+)$': '<rootDir>/../$1/src/index.ts',
      '^(\\.{1,2}/.*)\\.js$': '$1',
    },
  })),
  testTimeout: 60_000,
}
