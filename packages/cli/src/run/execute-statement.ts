import type { RowWriter } from '@certsql/core'
import type {
  Column,
  ConfirmWrite,
  LoadProgress,
  Notice,
  ParameterValues,
  RowBatch,
  StatementStats,
} from '@certsql/driver'
import { LinesWriter } from '../format/lines-writer.js'
import { RESULT_FORMATS, type ResultFormat } from '../format/result-format.js'
import type { WriterSettings } from '../format/writer-settings.js'
import type { TextOutput } from '../output/text-output.js'
import type { ResultStream, SqlSession } from '../session/sql-session.js'

export interface ExecuteOptions {
  readonly session: SqlSession
  readonly output: TextOutput
  readonly format: ResultFormat
  readonly writerSettings: WriterSettings
  readonly signal: AbortSignal
  /** UPDATE and DELETE of every record: somebody was asked. */
  readonly allowUnfilteredWrites?: boolean
  /** Asked before a write is sent. */
  readonly confirmWrite?: ConfirmWrite | undefined
  /** How far a load has come. */
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined
  /** The statement is on its way; its figures can be looked at. */
  readonly onStream?: (stream: ResultStream) => void
  /** Rows pass; the first time with none. */
  readonly onRows?: (columns: readonly Column[], rows: RowBatch['rows']) => void
}

/** What became of a statement that went well. */
export interface StatementReport {
  readonly rows: number
  /** Whether it gave a result at all: SET does not. */
  readonly hasResult: boolean
  readonly milliseconds: number
  /** `SELECT`, `INSERT`. */
  readonly command?: string | undefined
  /** What a write has done. */
  readonly written?: ResultStream['written']
  readonly stats: StatementStats | undefined
  readonly notices: readonly Notice[]
}

/** Runs one statement and writes its rows as they come, no faster than they are taken. */
export async function executeStatement(
  sql: string,
  parameters: ParameterValues,
  {
    session,
    output,
    format,
    writerSettings,
    signal,
    allowUnfilteredWrites,
    confirmWrite,
    onProgress,
    onStream,
    onRows,
  }: ExecuteOptions,
): Promise<StatementReport> {
  const started = performance.now()
  const stream = session.stream(sql, parameters, { signal, allowUnfilteredWrites, confirmWrite, onProgress })
  onStream?.(stream)
  const columns = await stream.columns()
  const writer = columns.length === 0 ? undefined : await chooseWriter(sql, format, writerSettings)
  if (writer !== undefined) await output.write(writer.begin(columns))
  let rows = 0
  onRows?.(columns, [])
  for await (const batch of stream.batches()) {
    rows += batch.rows.length
    onRows?.(columns, batch.rows)
    if (writer !== undefined) await output.write(writer.write(batch.rows))
  }
  if (writer !== undefined) await output.write(writer.end())
  const milliseconds = performance.now() - started
  const { stats, notices, command, written } = stream
  return { rows, hasResult: writer !== undefined, milliseconds, command, written, stats, notices }
}

/** A plan is a text, and is read as one. Data formats get it as rows like any other result. */
async function chooseWriter(sql: string, format: ResultFormat, settings: WriterSettings): Promise<RowWriter> {
  const isPlan = /^EXPLAIN\b/i.test(sql)
  if (isPlan && (format === 'table' || format === 'vertical')) return new LinesWriter(settings.colour)
  return await RESULT_FORMATS[format].createWriter(settings, sql)
}
