import { basename } from 'node:path'
import { didYouMean, extensionOf, type FilePacking, packingOf, withoutPacking } from '@certsql/core'
import type { RowFileFormat } from '@certsql/driver'
import { UsageError } from '../command-line/usage-error.js'

export type ExportFormat = RowFileFormat | 'parquet'

/** What is written where: `invoices.csv.gz`. */
export interface TargetFile {
  readonly path: string
  readonly format: ExportFormat
  readonly packing: FilePacking | undefined
}

const EXTENSIONS: Readonly<Record<ExportFormat, readonly string[]>> = {
  csv: ['csv'],
  tsv: ['tsv', 'tab'],
  json: ['json'],
  ndjson: ['ndjson', 'jsonl'],
  parquet: ['parquet'],
  xlsx: ['xlsx'],
  arrow: ['arrow'],
}

/** In place of a name: the rows go to stdout. */
export const STDOUT = '-'

export const EXPORT_FORMATS = Object.keys(EXTENSIONS) as readonly ExportFormat[]

/** Formats that are compressed in themselves. */
const COMPRESSED: readonly ExportFormat[] = ['parquet', 'xlsx']

/** Reads format and compression from the name of a file; `asked` goes before the name. */
export function readTargetFile(path: string, asked: string | undefined): TargetFile {
  const packing = packingOf(path)
  const format = formatOf(asked?.toLowerCase() ?? extensionOf(path))
  if (format === undefined) throw unknownFormat(path, asked)
  if (packing !== undefined && COMPRESSED.includes(format)) {
    throw new UsageError(
      `A file of the format ${format} is compressed in itself.`,
      `leave .${packing} out: --to ${basename(withoutPacking(path))}`,
    )
  }
  if (path === STDOUT && format === 'parquet') {
    throw new UsageError(
      'Parquet cannot be written to stdout: it is put together in a file.',
      '--to FILE.parquet',
    )
  }
  return { path, format, packing }
}

function formatOf(word: string): ExportFormat | undefined {
  return EXPORT_FORMATS.find((name) => name === word || EXTENSIONS[name].includes(word))
}

function unknownFormat(path: string, asked: string | undefined): UsageError {
  const formats = `the formats are ${EXPORT_FORMATS.join(', ')}`
  if (asked === undefined) {
    return new UsageError(
      path === STDOUT
        ? 'Rows on stdout need a format.'
        : `The name of the file "${path}" does not tell its format.`,
      `--format csv; ${formats}`,
    )
  }
  return new UsageError(
    `There is no format "${asked}" for files.`,
    didYouMean(asked, EXPORT_FORMATS) ?? formats,
  )
}
