// Runs many random statements, and prints what differs:
//   node packages/conformance/scripts/random.mjs --count 200000 --seed 7 [--report FILE]
// A failure names its world: `--seed WORLD --count 200` meets it again.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: { count: { type: 'string' }, seed: { type: 'string' }, report: { type: 'string' } },
})
const root = fileURLToPath(new URL('../../..', import.meta.url))
const arguments_ = [
  'scripts/jest.mjs',
  '--selectProjects',
  'conformance',
  '--testPathPatterns',
  'random-differential',
]
const { status } = spawnSync(process.execPath, arguments_, {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    CERTSQL_RANDOM_COUNT: values.count ?? '200000',
    CERTSQL_RANDOM_SEED: values.seed ?? String(Date.now() % 1_000_000_000),
    ...(values.report === undefined ? {} : { CERTSQL_RANDOM_REPORT: values.report }),
  },
})
process.exit(status ?? 1)
