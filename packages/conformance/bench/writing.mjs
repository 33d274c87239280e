// What it takes to write: CertSQL against jsforce, each in a process of its own, each into a fresh local org.
// The first record is written before the clock starts: what is loaded once has columns of its own.
// Usage: node packages/conformance/bench/writing.mjs [--json] [--runs 3]
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import { startLocalOrg } from './local-org.mjs'
import { middleOf } from './measure.mjs'

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, runs: { type: 'string', default: '3' } },
})

const LOADS = { collections: 10_000, bulk: 200_000 }
const writer = fileURLToPath(new URL('writer.mjs', import.meta.url))
const run = promisify(execFile)

/** One program, into an org that nobody has written to yet. */
async function write(client, road, rows) {
  const org = await startLocalOrg({ scale: 0.02, asOf: '2025-06-30' })
  try {
    const { stdout } = await run(process.execPath, [
      writer,
      client,
      road,
      String(rows),
      org.url,
      org.accessToken,
    ])
    const figures = JSON.parse(stdout)
    if (figures.written !== rows) throw new Error(`${client} wrote ${figures.written} of ${rows} rows`)
    return figures
  } finally {
    org.close()
  }
}

const table = []
for (const [road, rows] of Object.entries(LOADS)) {
  const all = { certsql: [], jsforce: [] }
  for (let turn = 0; turn < Number(values.runs); turn++) {
    for (const client of Object.keys(all)) all[client].push(await write(client, road, rows))
  }
  for (const [client, figures] of Object.entries(all)) {
    const { seconds, cpuSeconds, firstCpuSeconds, peakMegabytes, calls } = middleOf(
      figures,
      (one) => one.seconds,
    )
    const rowsPerSecond = Math.round(rows / seconds)
    table.push({
      road,
      rows,
      client,
      rowsPerSecond,
      seconds,
      cpuSeconds,
      firstCpuSeconds,
      peakMegabytes,
      calls,
    })
  }
}
if (values.json) console.log(JSON.stringify(table, null, 2))
else console.table(table)
