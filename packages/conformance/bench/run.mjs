// Figures of CertSQL as ratios, taken in one run against one local org. Usage:
//   npm run bench [-- --json] [-- --scale 5] [-- --runs 3] [-- --only planning] [-- --only localTexts --rows 100000]
import { parseArgs } from 'node:util'
import { connect } from '@certsql/driver'
import * as jsforce from 'jsforce'
import { benchBusinessQueries } from './business-queries.mjs'
import { benchKnex } from './knex.mjs'
import { startLocalOrg } from './local-org.mjs'
import { benchLocalTexts } from './local-texts.mjs'
import { benchLocalWork } from './local-work.mjs'
import { benchPlanning } from './planning.mjs'
import { benchStaging } from './staging.mjs'
import { benchStreaming } from './streaming.mjs'

const DAY = '2025-06-30'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    scale: { type: 'string', default: '2' },
    runs: { type: 'string', default: '5' },
    rows: { type: 'string', default: '1000000' },
    only: { type: 'string', default: '' },
  },
})
const runs = Number(values.runs)

const org = await startLocalOrg({ scale: Number(values.scale), asOf: DAY })
const login = {
  OAuthAccessToken: org.accessToken,
  InstanceUrl: org.url,
  MetadataCache: 'memory://',
  Now: `${DAY}T12:00:00Z`,
  // Rows are handed to plain DuckDB through files.
  AllowLocalFiles: true,
}
const connection = await connect(login)

/** Each part of the report: what is measured, and how it is shown. */
const PARTS = {
  streaming: [() => benchStreaming(connection, org, jsforce, runs), printStreaming],
  planning: [() => benchPlanning(org), printPlanning],
  staging: [() => benchStaging(connection, org, runs), printStaging],
  localWork: [() => benchLocalWork(connection, runs), printLocalWork],
  localTexts: [() => benchLocalTexts(connection, Number(values.rows), runs), printLocalTexts],
  knex: [() => benchKnex(connection, login, runs), printKnex],
  businessQueries: [() => benchBusinessQueries(connection), printBusinessQueries],
}

try {
  const figures = { scale: Number(values.scale), node: process.version }
  const wanted = Object.entries(PARTS).filter(([name]) => name.includes(values.only))
  for (const [name, [measure]] of wanted) figures[name] = await measure()
  if (values.json) console.log(JSON.stringify(figures, null, 2))
  else for (const [name, [, print]] of wanted) print(figures[name])
} finally {
  await connection.close()
  org.close()
}

function printStreaming({ rows, columns, rowsPerSecond, cpuSeconds, speedAgainst }) {
  console.log(`A SELECT that the org does alone: ${rows} rows × ${columns} columns, as objects`)
  console.table(
    Object.keys(rowsPerSecond).map((name) => ({
      client: name,
      'rows/s': rowsPerSecond[name],
      'CPU s': cpuSeconds[name],
      'CertSQL is … times as fast': speedAgainst[name] ?? '',
    })),
  )
}

function printPlanning({ statements, middle }) {
  console.log('What statements cost before they run, in time of the processor')
  console.table(statements)
  console.table(middle)
}

function printStaging({ ways, ...rest }) {
  console.log(`Pages of REST into DuckDB: ${JSON.stringify(rest)}`)
  console.table(ways)
}

function printLocalWork({ rows, statements }) {
  console.log(`Work that is done here, against plain DuckDB over the same ${rows.lines} rows`)
  console.table(statements)
}

function printLocalTexts({ rows, statements }) {
  console.log(
    `Work over texts, against plain DuckDB that compares bytes, over the same ${rows} rows: CPU (time of the clock)`,
  )
  const table = {}
  for (const { statement, texts, letters, cpu, time } of statements) {
    table[statement] ??= {}
    table[statement][`${texts}, ${letters}`] = `${cpu.ratio} (${time.ratio})`
  }
  console.table(table)
}

function printKnex({ driverMilliseconds, knexMilliseconds, overheadMilliseconds, overheadCpuMilliseconds }) {
  console.log(
    `A small query: ${driverMilliseconds} ms by the driver, ${knexMilliseconds} ms through Knex; ` +
      `the dialect adds ${overheadMilliseconds} ms (${overheadCpuMilliseconds} ms of CPU)\n`,
  )
}

function printBusinessQueries(queries) {
  console.log('The business queries, against fetching every table that they name once')
  console.table(queries)
}
