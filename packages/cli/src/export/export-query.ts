import { type Column, ID, TIMESTAMPTZ } from '@certsql/core'
import type { Connection, ParameterValues } from '@certsql/driver'
import { UsageError } from '../command-line/usage-error.js'
import { bindParameters, unusedParameters } from '../session/bind-parameters.js'
import { DeliveredRecords, STAMP_COLUMN } from './delivered-records.js'
import type { ExportInvocation, SinceOption } from './export-invocation.js'
import { type DeliveredRecord, readSinceState, type SinceState } from './since-state.js'

/** The statement whose rows are exported. */
export interface ExportQuery {
  readonly sql: string
  readonly parameters: ParameterValues
  readonly since: SinceExport | undefined
}

/** An export of what has changed. */
export interface SinceExport {
  readonly stateFile: string
  /** Undefined: the first one, of all records. */
  readonly from: Date | undefined
  /** Where the next one begins. */
  readonly next: Omit<SinceState, 'delivered'>
  /** Records that earlier exports have brought, and that are still as they were then. */
  readonly delivered: readonly DeliveredRecord[]
}

/** Records that earlier exports have brought, and of them those that are not to be exported again. */
const DELIVERED = 'certsql_delivered'
const UNCHANGED = 'certsql_unchanged'

const RECORD_COLUMNS: readonly Column[] = [
  { name: 'Id', type: ID },
  { name: STAMP_COLUMN, type: TIMESTAMPTZ },
]

export async function exportQuery(
  { source, parameters, since }: ExportInvocation,
  connection: Connection,
  signal: AbortSignal,
): Promise<ExportQuery> {
  if (source.kind === 'query') {
    const sql = source.sql.replace(/;\s*$/, '')
    requireUsed([sql], parameters)
    return { sql, parameters: bindParameters(sql, parameters), since: undefined }
  }
  const table = await connection.describe(source.name, { signal })
  const conditions = source.where === undefined ? [] : [`(${source.where}\n)`]
  const where = source.where ?? null
  const changes = since && (await sinceExport(since, { object: table.name, where }, connection, signal))
  if (changes !== undefined && !table.columns.some(({ name }) => name === STAMP_COLUMN)) {
    throw new UsageError(`${table.name} has no ${STAMP_COLUMN}: it does not tell what has changed.`)
  }
  const isIncrement = changes?.from !== undefined
  if (isIncrement) conditions.push(`t.${STAMP_COLUMN} >= TIMESTAMPTZ '${changes.from?.toISOString()}'`)
  // Deleted records are those that the recycle bin still has.
  const hint = isIncrement ? '/*+ ALL_ROWS */ ' : ''
  const rowsThat = (more: readonly string[]) => {
    const all = [...conditions, ...more]
    const filter = all.length === 0 ? '' : ` WHERE ${all.join(' AND ')}`
    return `SELECT ${hint}t.* FROM "${table.name}" AS t${filter}`
  }
  const bind = (sql: string) => bindParameters(sql, parameters)
  requireUsed([rowsThat([])], parameters)
  if (changes === undefined || changes.delivered.length === 0) {
    const sql = rowsThat([])
    return { sql, parameters: bind(sql), since: changes }
  }
  await keepRecords(DELIVERED, changes.delivered, connection)
  const again = rowsThat([`EXISTS (SELECT 1 FROM ${DELIVERED} AS d WHERE d.Id = t.Id)`])
  const unchanged = await unchangedRecords(again, bind(again), changes.delivered, connection, signal)
  await keepRecords(UNCHANGED, unchanged, connection)
  const sql = rowsThat([
    `NOT EXISTS (SELECT 1 FROM ${UNCHANGED} AS u WHERE u.Id = t.Id AND u.${STAMP_COLUMN} = t.${STAMP_COLUMN})`,
  ])
  return { sql, parameters: bind(sql), since: { ...changes, delivered: unchanged } }
}

/**
 * What has been exported, and is in the org as it was then. A record that changes after this question, within the second
 * of its stamp, differs from its digest in the next export: its stamp is behind the next mark.
 */
async function unchangedRecords(
  sql: string,
  parameters: ParameterValues,
  delivered: readonly DeliveredRecord[],
  connection: Connection,
  signal: AbortSignal,
): Promise<readonly DeliveredRecord[]> {
  const stream = connection.stream(sql, parameters, { signal })
  const found = new DeliveredRecords(await stream.columns(), new Date(0))
  for await (const { rows } of stream.batches()) found.add(rows)
  const before = new Set(delivered.map((record) => record.join(' ')))
  return found.records.filter((record) => before.has(record.join(' ')))
}

function requireUsed(statements: readonly string[], parameters: ExportInvocation['parameters']): void {
  const [unused] = unusedParameters(statements, parameters)
  if (unused !== undefined) throw new UsageError(`The query has no parameter "${unused}".`)
}

async function sinceExport(
  { moment, stateFile }: SinceOption,
  asked: Pick<SinceState, 'object' | 'where'>,
  connection: Connection,
  signal: AbortSignal,
): Promise<SinceExport> {
  const { instanceUrl } = connection
  const state = await readSinceState(stateFile, { instanceUrl, ...asked })
  const final = moment === 'last' && state !== undefined ? new Date(state.mark) : new Date(0)
  const covered = await nextMark(asked.object, connection, signal)
  const mark = new Date(Math.max(covered.getTime(), final.getTime())).toISOString()
  const next = { version: 1, instanceUrl, ...asked, mark } as const
  if (moment !== 'last') return { stateFile, from: moment, next, delivered: [] }
  if (state === undefined) return { stateFile, from: undefined, next, delivered: [] }
  return { stateFile, from: new Date(state.mark), next, delivered: state.delivered }
}

const MINUTE = 60_000
/** Longer than a transaction of the platform may take: https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/ */
const LONGEST_TRANSACTION = 15 * MINUTE

/** Before it no record can turn up any more. The org tells it for objects that are replicated; for others the clock must do. */
async function nextMark(object: string, connection: Connection, signal: AbortSignal): Promise<Date> {
  const covered = await connection
    .changesCoveredUntil(object, { signal })
    .then((date) => date.getTime())
    .catch((error: unknown) => {
      if (signal.aborted) throw error
      return Date.now() - LONGEST_TRANSACTION
    })
  return new Date(Math.floor(covered / MINUTE) * MINUTE)
}

async function keepRecords(
  name: string,
  records: readonly DeliveredRecord[],
  connection: Connection,
): Promise<void> {
  const rows = records.map(([id, stamp]) => [id, new Date(stamp)])
  await connection.keepRows(name, { columns: RECORD_COLUMNS, rows })
}
