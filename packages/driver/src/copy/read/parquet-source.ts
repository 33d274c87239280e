import { CertSqlError } from '@certsql/core'
import { type ExecutionContext, openParquet as openWithDuckDb } from '@certsql/engine'
import { unreadable } from './read-error.js'
import type { RowSource } from './row-source.js'

/** Parquet, whose values come as texts with all their digits. */
export async function openParquet(path: string, context: ExecutionContext): Promise<RowSource> {
  try {
    const { names, rows } = await openWithDuckDb(path, context)
    return {
      header: names,
      async *rows() {
        for await (const batch of rows()) yield batch.map((values) => ({ kind: 'row', values }))
      },
    }
  } catch (error) {
    if (!(error instanceof CertSqlError) || error.code === 'CERT-7006') throw error
    throw unreadable(path, 'it is no Parquet file, or a damaged one', { cause: error })
  }
}
