import { type Column, internalError, type RowBatch, type SqlValue } from '@certsql/core'
import { columnReader } from './column-reader.js'
import type { ChunkStream } from './duckdb-session.js'
import type { ReaderContext } from './reader-context.js'

/** The chunks of an answer as batches of rows. */
export async function* readChunks(
  chunks: ChunkStream,
  columns: readonly Column[],
  context: ReaderContext,
): AsyncGenerator<RowBatch> {
  if (chunks.types.length !== columns.length) {
    throw internalError(`the result has ${chunks.types.length} columns instead of ${columns.length}.`)
  }
  const readers = chunks.types.map((type, index) =>
    columnReader(type, columns[index]?.type ?? { kind: 'null' }, context),
  )
  for await (const chunk of chunks) {
    const rows = Array.from({ length: chunk.rowCount }, () => new Array<SqlValue>(readers.length).fill(null))
    for (const [column, read] of readers.entries()) read(chunk, column, rows)
    yield { columns, rows }
  }
}
