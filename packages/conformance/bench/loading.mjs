// What it takes to load a file: COPY … FROM in a process of its own, into a fresh local org, with its memory as it goes.
// Usage: node packages/conformance/bench/loading.mjs [--json] [--rows 200000,1000000]
import { execFile } from 'node:child_process'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import { startLocalOrg } from './local-org.mjs'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rows: { type: 'string', default: '200000,1000000' },
  },
})

const run = promisify(execFile)
const loader = fileURLToPath(new URL('loader.mjs', import.meta.url))
const folder = await mkdtemp(join(tmpdir(), 'certsql-loading-'))

const table = []
try {
  for (const rows of values.rows.split(',').map(Number)) table.push(await load(rows))
} finally {
  await rm(folder, { recursive: true })
}
if (values.json) console.log(JSON.stringify(table, null, 2))
else console.table(table)

async function load(rows) {
  const path = join(folder, `${rows}.csv`)
  const megabytes = await writeRows(path, rows)
  const org = await startLocalOrg({ scale: 0.02, asOf: '2025-06-30' })
  try {
    const { stdout } = await run(process.execPath, [loader, path, org.url, org.accessToken])
    const { written, seconds, cpuSeconds, apiCalls, startMegabytes, peakMegabytes, laterMegabytes } =
      JSON.parse(stdout)
    if (written !== rows) throw new Error(`${written} of ${rows} rows were written`)
    return {
      rows,
      'MB of CSV': megabytes,
      'rows/s': Math.round(rows / seconds),
      'CPU s': round(cpuSeconds),
      'API calls': apiCalls,
      'MB at the start': startMegabytes,
      'MB at most': peakMegabytes,
      'MB in the last half': laterMegabytes,
    }
  } finally {
    org.close()
  }
}

async function writeRows(path, rows) {
  const file = await open(path, 'w')
  try {
    await file.writeFile('Name,Site,NumberOfEmployees,Description\n')
    for (let start = 0; start < rows; start += 10_000) {
      const lines = Array.from(
        { length: Math.min(10_000, rows - start) },
        (_, index) =>
          `Acme ${start + index + 1},HQ,${start + index + 1},"Customer number ${start + index + 1}, new"\n`,
      )
      await file.writeFile(lines.join(''))
    }
    return Math.round((await file.stat()).size / 1e6)
  } finally {
    await file.close()
  }
}

function round(value) {
  return Math.round(value * 10) / 10
}
