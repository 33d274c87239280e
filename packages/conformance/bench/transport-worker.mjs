// One way of getting rows out of the large org, in a process of its own, so that its memory and its seconds are its own:
//   node transport-worker.mjs WAY URL TOKEN FOLDER
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from '@certsql/driver'
import { DuckDBInstance } from '@duckdb/node-api'

const [way, url, token, folder] = process.argv.slice(2)
const COLUMNS =
  'Id, Name, Key__c, City__c, Status__c, Value__c, Open__c, Quantity__c, Posted__c, Date__c, Note__c, CreatedDate'
const QUERY = `SELECT ${COLUMNS} FROM Line__c`
const REST_ROWS = 200_000
const headers = { Authorization: `Bearer ${token}` }
const api = `${url}/services/data/v67.0`

const WAYS = {
  'REST: CertSQL': () =>
    withConnection({ UseBulk: 'never' }, (connection) => streamed(connection, REST_ROWS)),
  'REST: jsforce': async () => {
    const jsforce = await import('jsforce')
    return async () => {
      const connection = new jsforce.Connection({ instanceUrl: url, accessToken: token, version: '67.0' })
      let rows = 0
      const query = connection.query(`${QUERY} LIMIT ${REST_ROWS}`)
      query.on('record', (record) => {
        if (record.Id !== null) rows++
      })
      await query.execute({ autoFetch: true, maxFetch: 10_000_000 })
      return rows
    }
  },
  'files: CertSQL extract': () => withConnection({}, extracted),
  'files: plain download': () => () => downloaded(),
  'Parquet: CertSQL extract + COPY': () =>
    withConnection({}, async (connection) => {
      const rows = await extracted(connection)
      await copyToParquet()
      return rows
    }),
  'Parquet: plain download + COPY': () => async () => {
    const rows = await downloaded()
    await copyToParquet()
    return rows
  },
  'CSV: certsql export': () => exporter('lines.csv'),
  'CSV: plain download + COPY': () => async () => {
    const rows = await downloaded()
    await copyTo('lines.csv', 'csv')
    return rows
  },
  'Parquet: certsql export': () => exporter('lines.parquet'),
  'workbook: certsql export': () => exporter('lines.xlsx'),
  'table: CertSQL': () =>
    withConnection({ UseBulk: 'always' }, async (connection) => {
      await connection.query(`CREATE TEMP TABLE lines AS ${QUERY}`)
      const { rows } = await connection.query('SELECT COUNT(*) AS n, SUM(Value__c) AS total FROM lines')
      return rows[0].n
    }),
  'table: plain download + read_csv': () => async () => {
    await downloaded()
    return await readIntoTable()
  },
  'objects: CertSQL over Bulk': () =>
    withConnection({ UseBulk: 'always' }, (connection) => streamed(connection)),
}

const run = await WAYS[way]()
mkdirSync(folder, { recursive: true })
const startMegabytes = process.memoryUsage().rss / 1e6
const cpu = process.cpuUsage()
const start = performance.now()
const rows = await run()
const seconds = (performance.now() - start) / 1000
const { user, system } = process.cpuUsage(cpu)
rmSync(folder, { recursive: true, force: true })
const peakMegabytes = process.resourceUsage().maxRSS / 1e3
console.log(
  JSON.stringify({ rows, seconds, cpuSeconds: (user + system) / 1e6, startMegabytes, peakMegabytes }),
)
process.exit(0)

async function withConnection(options, work) {
  const connection = await connect({
    OAuthAccessToken: token,
    InstanceUrl: url,
    MetadataCache: 'memory://',
    BulkPollInterval: 1,
    ...options,
  })
  // The schema is fetched, and what is loaded at first use is loaded.
  await connection.query('SELECT Id FROM Line__c LIMIT 1')
  return () => work(connection)
}

async function streamed(connection, limit) {
  let rows = 0
  const stream = connection.stream(limit === undefined ? QUERY : `${QUERY} LIMIT ${limit}`)
  for await (const row of stream) if (row.Id !== null) rows++
  return rows
}

async function extracted(connection) {
  let rows = 0
  for await (const page of connection.extract(QUERY, [], { directory: folder })) rows += page.rows
  return rows
}

/** What somebody would write in an afternoon: a job, polling, three pages at a time, no faults. */
async function downloaded() {
  const job = await (
    await fetch(`${api}/jobs/query`, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: JSON.stringify({ operation: 'query', query: QUERY }),
    })
  ).json()
  for (let state = job.state; state !== 'JobComplete'; ) {
    await new Promise((resolve) => setTimeout(resolve, 200))
    state = (await (await fetch(`${api}/jobs/query/${job.id}`, { headers })).json()).state
  }
  const urls = []
  for (let next = `/services/data/v67.0/jobs/query/${job.id}/resultPages`; next !== undefined; ) {
    const { resultPages, nextRecordsUrl } = await (await fetch(url + next, { headers })).json()
    urls.push(...resultPages.map(({ resultUrl }) => resultUrl))
    next = nextRecordsUrl
  }
  let rows = 0
  const waiting = urls.entries()
  const fetchPages = async () => {
    for (const [index, page] of waiting) {
      const response = await fetch(url + page, { headers })
      writeFileSync(
        join(folder, `page-${String(index).padStart(6, '0')}.csv`),
        Buffer.from(await response.arrayBuffer()),
      )
      rows += Number(response.headers.get('sforce-numberofrecords'))
    }
  }
  await Promise.all([fetchPages(), fetchPages(), fetchPages()])
  await fetch(`${api}/jobs/query/${job.id}`, { method: 'DELETE', headers })
  return rows
}

/** All of the command: login, schema, job, pages, file, manifest. */
async function exporter(name) {
  const { main } = await import('@certsql/cli')
  process.env.CERTSQL_METADATA_CACHE = 'off'
  return async () => {
    const login = ['-p', `OAuthAccessToken=${token}`, '-p', `InstanceUrl=${url}`, '-p', 'BulkPollInterval=1']
    const exitCode = await main(['export', QUERY, '--to', join(folder, name), ...login])
    if (exitCode !== 0) throw new Error(`certsql export ended with ${exitCode}`)
    return JSON.parse(readFileSync(join(folder, `${name}.manifest.json`), 'utf8')).rows
  }
}

function copyToParquet() {
  return copyTo('lines.parquet', 'parquet')
}

async function copyTo(name, format) {
  const database = await (await DuckDBInstance.create(':memory:')).connect()
  // No order is promised; keeping one costs memory.
  await database.run('SET preserve_insertion_order = false')
  await database.run(`COPY (FROM ${source()}) TO '${join(folder, name)}' (FORMAT ${format})`)
}

async function readIntoTable() {
  const database = await (await DuckDBInstance.create(':memory:')).connect()
  await database.run(`CREATE TABLE lines AS FROM ${source()}`)
  const reader = await database.runAndReadAll('SELECT COUNT(*), SUM("Value__c") FROM lines')
  return Number(reader.getRows()[0][0])
}

/** With declared types, as whoever knows the table would write it. */
function source() {
  const types = [
    ...['Id', 'Name', 'Key__c', 'City__c', 'Status__c'].map((name) => `'${name}': 'VARCHAR'`),
    ...['Value__c', 'Open__c'].map((name) => `'${name}': 'DECIMAL(18,2)'`),
    `'Quantity__c': 'INTEGER'`,
    `'Posted__c': 'BOOLEAN'`,
    `'Date__c': 'DATE'`,
    `'Note__c': 'VARCHAR'`,
    `'CreatedDate': 'TIMESTAMPTZ'`,
  ]
  return `read_csv('${join(folder, 'page-*.csv')}', header = true, delim = ',', quote = '"', escape = '"', nullstr = '', columns = {${types.join(', ')}})`
}
