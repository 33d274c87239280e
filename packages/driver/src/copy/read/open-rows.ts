import type { ExecutionContext } from '@certsql/engine'
import type { FileReading } from '@certsql/planner'
import { requireFile } from './decode-file.js'
import type { RowSource } from './row-source.js'

/** Opens a file of rows, whatever its format; what reads it is loaded when it is needed. */
export async function openRows(
  path: string,
  reading: FileReading,
  context: ExecutionContext,
): Promise<RowSource> {
  await requireFile(path)
  switch (reading.format) {
    case 'csv': {
      const { openCsv } = await import('./csv-source.js')
      return await openCsv(path, reading)
    }
    case 'tsv': {
      const { openTsv } = await import('./tsv-source.js')
      return await openTsv(path, reading)
    }
    case 'json':
    case 'ndjson': {
      const { openJson } = await import('./json-source.js')
      return await openJson(path, reading)
    }
    case 'parquet': {
      const { openParquet } = await import('./parquet-source.js')
      return await openParquet(path, context)
    }
    case 'xlsx': {
      const { openXlsx } = await import('./xlsx-source.js')
      return await openXlsx(path, reading)
    }
  }
}
