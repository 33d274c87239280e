import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { type Column, quoteText } from '@certsql/core'
import type { Connection, ExtractedPage, StatementStats } from '@certsql/driver'
import type { ExportQuery } from './export-query.js'
import type { RowsOnTheirWay } from './export-rows.js'
import { factsOf } from './hashed-file.js'
import { partitionKeys } from './partitioned-folder.js'
import type { ReplacedFolder } from './replaced-folder.js'
import type { WrittenFile } from './row-target.js'

const COMPRESSION = 'snappy'

/** A Parquet file that is written and has not appeared yet. */
export interface WrittenParquet {
  readonly path: string
  readonly rows: number
  readonly columns: readonly Column[]
  readonly stats: () => StatementStats | undefined
}

/** Writes the rows of an extract, out of its pages. */
export async function writeExtractedParquet(
  { extract, columns, stats }: RowsOnTheirWay & Required<Pick<RowsOnTheirWay, 'extract'>>,
  path: string,
): Promise<WrittenParquet> {
  const pages: ExtractedPage[] = []
  for await (const page of extract) pages.push(page)
  const rows = await extract.writeParquet(pages, { path, compression: COMPRESSION })
  return { path, rows, columns, stats }
}

/** Writes the rows of a query that has to be put together here. */
export async function writeCopiedParquet(
  { sql, parameters }: ExportQuery,
  path: string,
  columns: readonly Column[],
  connection: Connection,
  signal: AbortSignal,
  onStream: (stats: () => StatementStats | undefined) => void,
): Promise<WrittenParquet> {
  const copy = `COPY (${sql}\n) TO ${quoteText(path)} (FORMAT parquet, COMPRESSION ${COMPRESSION})`
  const stream = connection.stream(copy, parameters, { signal })
  const stats = () => stream.stats
  onStream(stats)
  for await (const _ of stream.batches());
  return { path, rows: stream.written?.affectedRows ?? 0, columns, stats }
}

/** Makes folders of files of a file that was written. */
export async function partitionParquet(
  { path, columns }: WrittenParquet,
  names: readonly string[],
  folder: ReplacedFolder,
  connection: Connection,
  signal: AbortSignal,
): Promise<readonly WrittenFile[]> {
  const keys = partitionKeys(columns, names)
  const parquet = connection.parquetFile(path, { signal })
  await parquet.partitionInto(
    folder.writePath,
    keys.map(({ name }) => name),
    COMPRESSION,
  )
  const files: WrittenFile[] = []
  for (const name of await parquetFilesIn(folder.writePath)) {
    const { rows } = await connection.parquetFile(name, { signal }).totals([])
    files.push({ path: join(folder.path, relative(folder.writePath, name)), rows, ...(await factsOf(name)) })
  }
  return files
}

async function parquetFilesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true })
  return entries
    .filter((name) => name.endsWith('.parquet'))
    .sort()
    .map((name) => join(folder, name))
}
