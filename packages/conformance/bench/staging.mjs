// Pages of REST on their way into DuckDB: parsed and appended by CertSQL, against the raw bodies for DuckDB's own JSON reader.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { race } from './measure.mjs'

/** What describe says of the columns, in DuckDB's words. */
const COLUMNS = {
  Id: 'VARCHAR',
  Name: 'VARCHAR',
  c2g__LineType__c: 'VARCHAR',
  c2g__DueDate__c: 'DATE',
  c2g__HomeValue__c: 'DECIMAL(18,2)',
  c2g__HomeOutstandingValue__c: 'DECIMAL(18,2)',
  c2g__DocumentValue__c: 'DECIMAL(18,2)',
  c2g__DocumentOutstandingValue__c: 'DECIMAL(18,2)',
  c2g__MatchingStatus__c: 'VARCHAR',
  c2g__Account__c: 'VARCHAR',
  c2g__Transaction__c: 'VARCHAR',
  CreatedDate: 'TIMESTAMPTZ',
}
const NAMES = Object.keys(COLUMNS)
const QUERY = `SELECT ${NAMES.join(', ')} FROM c2g__codaTransactionLineItem__c`
const RECORD = NAMES.map((name) => `${name} ${COLUMNS[name]}`).join(', ')
const TOTALS = NAMES.map((name) => `count(${name})`).concat('sum(c2g__HomeValue__c)', 'max(CreatedDate)')

/** A number of a currency field with more digits than a double has. */
const LONG_NUMBER = '1234567890123456.78'

export async function benchStaging(connection, org, runs) {
  const folder = mkdtempSync(join(tmpdir(), 'certsql-bench-'))
  const plain = await (await DuckDBInstance.create(':memory:')).connect()
  await plain.run("SET TimeZone = 'UTC'")
  connection.set('UseBulk', 'never')
  try {
    const figures = await race(runs, {
      certsql: () => stageHere(connection),
      read_json: () => stageBodies(plain, org, (body) => readJson(plain, body, join(folder, 'page.json'))),
      from_json: () => stageBodies(plain, org, (body) => fromJson(plain, body)),
      'download only': () => stageBodies(plain, org, () => undefined),
    })
    const totals = figures.certsql.result
    for (const way of ['read_json', 'from_json'])
      if (figures[way].result !== totals)
        throw new Error(`${way} staged ${figures[way].result}, not ${totals}`)
    const nothing = figures['download only'].cpuSeconds
    return {
      rows: Number(totals.split(' ')[0]),
      columns: NAMES.length,
      ways: Object.entries(figures).map(([way, { seconds, cpuSeconds }]) => ({
        way,
        seconds: round(seconds),
        'CPU s': round(cpuSeconds),
        'CPU s over the download': round(cpuSeconds - nothing),
        'times the CPU': round(cpuSeconds / figures.certsql.cpuSeconds),
      })),
      [`${LONG_NUMBER} by from_json`]: await longNumber(plain),
    }
  } finally {
    connection.set('UseBulk', null)
    plain.disconnectSync()
    rmSync(folder, { recursive: true })
  }
}

async function stageHere(connection) {
  await connection.query(`CREATE TEMP TABLE staged AS ${QUERY}`)
  const { rows } = await connection.query(`SELECT ${TOTALS.join(', ')} FROM staged`, [], { rowMode: 'array' })
  await connection.query('DROP TABLE staged')
  return totalsOf(rows[0])
}

/** The next page is under way while this one is taken in, as in CertSQL. */
async function stageBodies(plain, { url, accessToken }, take) {
  const headers = { Authorization: `Bearer ${accessToken}` }
  const bodyOf = async (path) => Buffer.from(await (await fetch(url + path, { headers })).arrayBuffer())
  await plain.run(`CREATE OR REPLACE TABLE staged (${RECORD})`)
  let body = bodyOf(`/services/data/v62.0/query?q=${encodeURIComponent(QUERY)}`)
  while (body !== undefined) {
    const page = await body
    const path = nextPath(page)
    body = path === undefined ? undefined : bodyOf(path)
    await take(page)
  }
  return totalsOf((await plain.runAndReadAll(`SELECT ${TOTALS.join(', ')} FROM staged`)).getRowsJS()[0])
}

/** Where the next page is stands at the end or at the beginning of this one. */
function nextPath(body) {
  const place = body.indexOf('"nextRecordsUrl":"')
  if (place === -1) return undefined
  const start = place + '"nextRecordsUrl":"'.length
  return body.toString('latin1', start, body.indexOf('"', start))
}

async function readJson(plain, body, file) {
  writeFileSync(file, body)
  await plain.run(
    `INSERT INTO staged SELECT record.* FROM
      (SELECT unnest(records) AS record FROM read_json('${file}', format = 'unstructured', columns = {records: 'STRUCT(${RECORD})[]'}))`,
  )
}

async function fromJson(plain, body) {
  const shape = JSON.stringify({ records: [COLUMNS] })
  await plain.run(
    `INSERT INTO staged SELECT record.* FROM (SELECT unnest(from_json($1::JSON, '${shape}').records) AS record)`,
    [body.toString()],
  )
}

async function longNumber(plain) {
  const sql = `SELECT from_json('{"a":${LONG_NUMBER}}', '{"a":"DECIMAL(18,2)"}').a::VARCHAR`
  return (await plain.runAndReadAll(sql)).getRows()[0][0]
}

function totalsOf(values) {
  return values
    .map((value) => (value instanceof Date ? value.toISOString() : Number(value).toFixed(2)))
    .join(' ')
}

function round(figure) {
  return Math.round(figure * 100) / 100
}
