// Getting many rows out of an org: over REST against jsforce, over Bulk against a plain download. Run after a build:
//   npm run bench:transport [-- --rows 1000000] [-- --runs 3] [-- --only export] [-- --json]
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { spawnedOrg } from './local-org.mjs'
import { middleOf } from './measure.mjs'

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  },
})

/** Each against the one behind it; what design asks for, in time of the processor and in rows a second. */
const PAIRS = [
  { ours: 'REST: CertSQL', theirs: 'REST: jsforce' },
  { ours: 'files: CertSQL extract', theirs: 'files: plain download' },
  { ours: 'Parquet: CertSQL extract + COPY', theirs: 'Parquet: plain download + COPY' },
  { ours: 'table: CertSQL', theirs: 'table: plain download + read_csv' },
  { ours: 'CSV: certsql export', theirs: 'CSV: plain download + COPY' },
  { ours: 'Parquet: certsql export', theirs: 'Parquet: plain download + COPY' },
  { ours: 'workbook: certsql export' },
  { ours: 'objects: CertSQL over Bulk' },
].filter(({ ours }) => ours.includes(values.only))

const here = (name) => join(import.meta.dirname, name)
const org = await spawnedOrg([here('large-org.mjs'), values.rows])
const figures = []
try {
  for (const { ours, theirs } of PAIRS) {
    const ways = theirs === undefined ? [ours] : [ours, theirs]
    const all = Object.fromEntries(ways.map((way) => [way, []]))
    // In turns, so that all meet the same weather.
    for (let run = 0; run < Number(values.runs); run++)
      for (const way of ways) all[way].push(await measured(way))
    const middle = Object.fromEntries(ways.map((way) => [way, middleOf(all[way], (one) => one.cpuSeconds)]))
    if (theirs !== undefined && middle[ours].rows !== middle[theirs].rows)
      throw new Error(`not all rows came by ${ours}`)
    for (const way of ways) figures.push(line(way, middle[way], way === ours ? middle[theirs] : undefined))
  }
} finally {
  org.close()
}
if (values.json)
  console.log(JSON.stringify({ rows: Number(values.rows), node: process.version, figures }, null, 2))
else console.table(figures)

function measured(way) {
  const folder = join(tmpdir(), `certsql-bench-${process.pid}`)
  const child = spawn(
    process.execPath,
    [here('transport-worker.mjs'), way, org.url, org.accessToken, folder],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  let text = ''
  child.stdout.on('data', (chunk) => {
    text += chunk
  })
  return new Promise((resolve, reject) => {
    child.once('close', (code) =>
      code === 0 ? resolve(JSON.parse(text)) : reject(new Error(`${way} ended with ${code}`)),
    )
  })
}

function line(way, { rows, seconds, cpuSeconds, startMegabytes, peakMegabytes }, against) {
  const round = (value) => Math.round(value * 100) / 100
  return {
    way,
    rows,
    'rows/s': Math.round(rows / seconds),
    'CPU s': round(cpuSeconds),
    'MB over the start': Math.round(peakMegabytes - startMegabytes),
    ...(against === undefined
      ? {}
      : {
          'times as fast': round(against.seconds / seconds),
          'times the CPU': round(cpuSeconds / against.cpuSeconds),
        }),
  }
}
