// How long a process takes that answers one question, against one that does nothing. Usage: node start-up.mjs [--runs 10] [--json]
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startLocalOrg } from './local-org.mjs'

const BIN = fileURLToPath(new URL('../../../bin/certsql.js', import.meta.url))
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '10' }, json: { type: 'boolean', default: false } },
})
const runs = Number(values.runs)

const org = await startLocalOrg({ scale: 1, asOf: '2025-06-30' })
const cache = mkdtempSync(join(tmpdir(), 'certsql-start-up-'))
const environment = {
  PATH: process.env.PATH,
  CERTSQL_OAUTH_ACCESS_TOKEN: org.accessToken,
  CERTSQL_INSTANCE_URL: org.url,
  CERTSQL_METADATA_CACHE: cache,
}
const query = [BIN, '-c', 'SELECT Name FROM Account LIMIT 10', '--format', 'csv']
try {
  // Fills the cache, and warms the files.
  run(query)
  const bare = median(() => run(['-e', '0']))
  const version = median(() => run([BIN, '--version']))
  const oneShot = median(() => run(query))
  const figures = {
    bareMilliseconds: Math.round(bare.wall),
    versionMilliseconds: Math.round(version.wall),
    versionAgainstBare: ratio(version.wall, bare.wall),
    oneShotMilliseconds: Math.round(oneShot.wall),
    oneShotAgainstBare: ratio(oneShot.wall, bare.wall),
    // What a machine that does other things as well tells best.
    bareCpu: Math.round(bare.cpu),
    versionCpu: Math.round(version.cpu),
    versionCpuAgainstBare: ratio(version.cpu, bare.cpu),
    oneShotCpu: Math.round(oneShot.cpu),
    oneShotCpuAgainstBare: ratio(oneShot.cpu, bare.cpu),
  }
  if (values.json) console.log(JSON.stringify(figures, null, 2))
  else console.table(figures)
} finally {
  rmSync(cache, { recursive: true })
  org.close()
}

/** Milliseconds by the clock, and of processor time. */
function run(words) {
  const started = performance.now()
  const shell = ['-c', 'TIMEFORMAT="%U %S"; time "$@" >/dev/null', 'bash', process.execPath, ...words]
  const { status, stderr } = spawnSync('bash', shell, { env: environment, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  const wall = performance.now() - started
  const [user, system] = stderr.trim().split('\n').at(-1).split(' ').map(Number)
  return { wall, cpu: (user + system) * 1_000 }
}

/** The middle one of each. */
function median(work) {
  const taken = Array.from({ length: runs }, work)
  const middle = (name) => taken.map((one) => one[name]).sort((a, b) => a - b)[Math.floor(runs / 2)]
  return { wall: middle('wall'), cpu: middle('cpu') }
}

function ratio(one, other) {
  return Number((one / other).toFixed(2))
}
