import { CertSqlError } from '@certsql/core'
import type { RowBatch, ScanStats, StatementStats } from '@certsql/driver'
import { RESULT_FORMATS } from '../format/result-format.js'
import { bold, dim } from '../format/style.js'
import type { ExecuteOptions } from '../run/execute-statement.js'
import { plural } from '../run/report-text.js'
import { StatementFailure } from '../run/run-script.js'
import { namedTables } from './named-tables.js'
import { DEMO_DAY } from './start-demo-org.js'
import { readTourQueries, type TourQuery } from './tour-query.js'

/** So many rows of each result are shown. */
const ROWS_SHOWN = 8

/** Shows what CertSQL does: some business questions, what was asked of the org for each, and the answers. */
export async function runTour(options: ExecuteOptions): Promise<void> {
  const { output } = options
  const queries = await readTourQueries()
  await output.write(introduction(queries.length))
  for (const [index, query] of queries.entries()) {
    try {
      await showQuery(query, `${index + 1} of ${queries.length}`, options)
    } catch (error) {
      throw new StatementFailure({ sql: query.sql }, error)
    }
  }
  await output.write(CONCLUSION)
  await output.finish()
}

function introduction(count: number): string {
  return `${count} questions to a Certinia org: a made-up one, on this machine, in which today is ${DEMO_DAY}.
For each: the SQL, the SOQL that the org was sent, what it cost, and the answer.\n`
}

const CONCLUSION = `
Now ask something yourself: certsql --demo opens a shell where there is a terminal, and
certsql --demo -c "SELECT …" answers a question.\n`

interface Answer {
  readonly columns: RowBatch['columns']
  readonly firstRows: RowBatch['rows']
  readonly rowCount: number
  readonly stats: StatementStats
  readonly milliseconds: number
}

async function showQuery(query: TourQuery, position: string, options: ExecuteOptions): Promise<void> {
  const { output, writerSettings } = options
  const { colour } = writerSettings
  const head = `${position} · ${query.title}`
  await output.write(`\n${bold(head, colour)}\n${'═'.repeat(head.length)}\n${query.question}\n`)
  await output.write(section('SQL', query.sql, colour))
  const answer = await ask(query.sql, options)
  const records = await recordCounts(query.sql, options)
  await output.write(section('SOQL sent to the org', soqlText(answer.stats.scans), colour))
  await output.write(section('Cost', costText(answer, records), colour))
  const writer = await RESULT_FORMATS.table.createWriter(writerSettings, query.sql)
  const table = writer.begin(answer.columns) + writer.write(answer.firstRows) + writer.end()
  await output.write(`\n${table}${moreRowsText(answer, colour)}`)
}

async function ask(sql: string, { session, signal }: ExecuteOptions): Promise<Answer> {
  const started = performance.now()
  const stream = session.stream(sql, [], { signal })
  const columns = await stream.columns()
  const firstRows: RowBatch['rows'][number][] = []
  let rowCount = 0
  for await (const { rows } of stream.batches()) {
    firstRows.push(...rows.slice(0, Math.max(0, ROWS_SHOWN - firstRows.length)))
    rowCount += rows.length
  }
  const { stats } = stream
  if (stats === undefined)
    throw new CertSqlError({ code: 'CERT-9001', message: 'A statement has no figures.' })
  return { columns, firstRows, rowCount, stats, milliseconds: performance.now() - started }
}

interface RecordCount {
  readonly table: string
  readonly records: number
}

/** What copying the tables of the statement would have moved. */
async function recordCounts(sql: string, { session, signal }: ExecuteOptions): Promise<RecordCount[]> {
  const tables = await Promise.all(namedTables(sql).map((name) => session.describe(name, { signal })))
  const names = tables.map(({ name }) => name)
  const counts = session.stream(
    'SELECT object_name, records FROM certsql.record_counts WHERE object_name IN (?) ORDER BY records DESC',
    [names],
    { signal },
  )
  const found: RecordCount[] = []
  for await (const { rows } of counts.batches()) {
    for (const [table, records] of rows) found.push({ table: String(table), records: Number(records) })
  }
  return found
}

function section(title: string, text: string, colour: boolean): string {
  const lines = text.split('\n').map((line) => `  ${line}`)
  return `\n${dim(title, colour)}\n${lines.join('\n')}\n`
}

function soqlText(scans: readonly ScanStats[]): string {
  return scans
    .map(
      ({ soql, rows, apiCalls }) => `${soql}\n  → ${plural(rows, 'row')} in ${plural(apiCalls, 'API call')}`,
    )
    .join('\n')
}

function costText({ stats, milliseconds }: Answer, counts: readonly RecordCount[]): string {
  const total = counts.reduce((sum, { records }) => sum + records, 0)
  const schema =
    stats.metadataCalls === 0 ? '' : `, and ${stats.metadataCalls} for the schema, which is then remembered`
  const tables = counts.map(({ table, records }) => `${table} ${records.toLocaleString('en-US')}`)
  return [
    `${plural(stats.apiCalls, 'API call')}${schema} · ${Math.round(milliseconds)} ms`,
    `${plural(stats.rowsFetched, 'row')} moved; the tables hold ${plural(total, 'row')}: ${tables.join(', ')}`,
  ].join('\n')
}

function moreRowsText({ firstRows, rowCount }: Answer, colour: boolean): string {
  const more = rowCount - firstRows.length
  return more === 0 ? '' : `${dim(`… ${plural(more, 'more row')}`, colour)}\n`
}
