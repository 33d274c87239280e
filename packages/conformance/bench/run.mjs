// Figures of CertSQL as ratios, taken in one run against one local org. Usage: npm run bench [-- --json] [-- --scale 5]
import { parseArgs } from 'node:util'
import { connect } from '@certsql/driver'
import * as jsforce from 'jsforce'
import { benchBusinessQueries } from './business-queries.mjs'
import { benchKnex } from './knex.mjs'
import { startLocalOrg } from './local-org.mjs'
import { benchLocalWork } from './local-work.mjs'
import { benchPlanning } from './planning.mjs'
import { benchStreaming } from './streaming.mjs'

const DAY = '2025-06-30'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    scale: { type: 'string', default: '2' },
    runs: { type: 'string', default: '5' },
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
try {
  const figures = {
    scale: Number(values.scale),
    node: process.version,
    streaming: await benchStreaming(connection, org, jsforce, runs),
    planning: await benchPlanning(connection, runs),
    localWork: await benchLocalWork(connection, runs),
    knex: await benchKnex(connection, login, runs),
    businessQueries: await benchBusinessQueries(connection),
  }
  if (values.json) console.log(JSON.stringify(figures, null, 2))
  else print(figures)
} finally {
  await connection.close()
  org.close()
}

function print({ streaming, planning, localWork, knex, businessQueries }) {
  console.log(
    `A SELECT that the org does alone: ${streaming.rows} rows × ${streaming.columns} columns, as objects`,
  )
  console.table(
    Object.keys(streaming.rowsPerSecond).map((name) => ({
      client: name,
      'rows/s': streaming.rowsPerSecond[name],
      'CPU s': streaming.cpuSeconds[name],
      'CertSQL is … times as fast': streaming.speedAgainst[name] ?? '',
    })),
  )
  console.log(
    `Parsing ${planning.characters} characters: ${planning.parseMicroseconds} µs; ` +
      `from text to plan with a warm catalog: ${planning.planMilliseconds} ms\n`,
  )
  console.log(`Work that is done here, against plain DuckDB over the same ${localWork.rows.lines} rows`)
  console.table(localWork.statements)
  console.log(
    `A small query: ${knex.driverMilliseconds} ms by the driver, ${knex.knexMilliseconds} ms through Knex; ` +
      `the dialect adds ${knex.overheadMilliseconds} ms (${knex.overheadCpuMilliseconds} ms of CPU)\n`,
  )
  console.log('The business queries, against fetching every table that they name once')
  console.table(businessQueries)
}
