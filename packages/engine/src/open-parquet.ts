import { type SqlValue, TEXT } from '@certsql/core'
import { quotePath } from './duckdb/quote-path.js'
import { readChunks } from './duckdb/read-chunks.js'
import type { ExecutionContext } from './execution-context.js'
import { Execution } from './run/execution.js'
import { inSession } from './run/in-session.js'

/** A Parquet file: what it calls its columns, and its rows as texts, each time from the first one on. */
export interface ParquetRows {
  readonly names: readonly string[]
  rows(): AsyncGenerator<readonly (readonly SqlValue[])[]>
}

export async function openParquet(path: string, context: ExecutionContext): Promise<ParquetRows> {
  const source = `SELECT COLUMNS(*)::VARCHAR FROM read_parquet(${quotePath(path)}, hive_partitioning = false)`
  const names = await inSession(context, (session) => session.namesOf(source))
  return { names, rows: () => readRows(source, names, context) }
}

async function* readRows(
  sql: string,
  names: readonly string[],
  context: ExecutionContext,
): AsyncGenerator<readonly (readonly SqlValue[])[]> {
  const columns = names.map((name) => ({ name, type: TEXT }))
  const execution = new Execution(context)
  const session = await execution.openSession()
  try {
    const chunks = await session.stream(sql)
    for await (const { rows } of readChunks(chunks, columns, execution.readerContext(session))) yield rows
  } finally {
    execution.stop()
    session.close()
  }
}
