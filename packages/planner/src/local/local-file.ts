import type { Column, SourceSpan } from '@certsql/core'

/** What files are read as tables. */
export type FileFormat = 'csv' | 'json' | 'parquet' | 'xlsx'

/** A file that a query names in FROM: `'accounts.csv'`, `read_csv('accounts.txt', delim = ';')`. */
export interface FileRequest {
  readonly path: string
  readonly format: FileFormat
  /** By their names in lower case; what they may be is checked. */
  readonly options: FileOptions
  readonly span: SourceSpan
}

export interface FileOptions {
  /** The first row holds the names of the columns; true unless said. */
  readonly header?: boolean
  /** Unless said, the one of `,` `;` tab `|` that the first row has most of. */
  readonly delim?: string
  /** What stands for NULL, besides nothing. */
  readonly nullstr?: string
  readonly encoding?: string
  /** As DuckDB writes it: `%d.%m.%Y`. ISO unless said. */
  readonly dateformat?: string
  readonly decimal_separator?: string
  /** Of a workbook; the first one unless said. */
  readonly sheet?: string
  /** All columns are texts. */
  readonly all_varchar?: boolean
}

/** A file as a table: its columns are known, its rows are read where they are. */
export interface LocalFile {
  readonly kind: 'LocalFile'
  /** As the statement names the file. */
  readonly name: string
  readonly columns: readonly Column[]
  /** The name of the view that the local database reads it by; of this statement only. */
  readonly view: string
  /** What that view is, in DuckDB's SQL. */
  readonly sql: string
}

/** Port: the files that the statement being planned has turned out to read. */
export interface LocalFiles {
  find(request: FileRequest): LocalFile | undefined
}

/** Thrown when a statement reads a file that nobody has looked into yet; let it pass: planning begins again when it is known. */
export class FileNeeded extends Error {
  constructor(readonly request: FileRequest) {
    super(`the columns of ${request.path} are needed`)
  }
}
