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
    bareMilliseconds: Math.round(bare),
    versionMilliseconds: Math.round(version),
    versionAgainstBare: Number((version / bare).toFixed(2)),
    oneShotMilliseconds: Math.round(oneShot),
    oneShotAgainstBare: Number((oneShot / bare).toFixed(2)),
  }
  if (values.json) console.log(JSON.stringify(figures, null, 2))
  else console.table(figures)
} finally {
  rmSync(cache, { recursive: true })
  org.close()
}

function run(words) {
  const started = performance.now()
  const { status, stderr } = spawnSync(process.execPath, words, { env: environment })
  if (status !== 0) throw new Error(String(stderr))
  return performance.now() - started
}

function median(work) {
  const times = Array.from({ length: runs }, work).sort((a, b) => a - b)
  return times[Math.floor(times.length / 2)]
}
