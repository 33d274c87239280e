import type { FilePacking, SourceSpan } from '@certsql/core'
import type { PhysicalPlan } from '../physical/physical-plan.js'

export type CopyFormat = 'csv' | 'tsv' | 'json' | 'ndjson' | 'parquet' | 'xlsx'

/** Arrow is written, and not read. */
export type CopyToFormat = CopyFormat | 'arrow'

/** How texts are written into CSV and TSV. */
export interface CopyTextStyle {
  readonly header: boolean
  readonly delimiter: string
  /** What stands for NULL. */
  readonly nullText: string
}

export type CopyCompression = 'snappy' | 'zstd' | 'gzip' | 'uncompressed'

/** COPY … TO: a query, and how its rows are written. */
export interface CopyToPlan {
  readonly file: string
  readonly format: CopyToFormat
  readonly style: CopyTextStyle
  /** Inside of Parquet. */
  readonly compression: CopyCompression
  /** Of a file of text. */
  readonly packing: FilePacking | undefined
  /** For Parquet one that ends in the local database, which writes the file. */
  readonly plan: PhysicalPlan
  readonly span: SourceSpan
}
