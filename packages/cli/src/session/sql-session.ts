import type {
  Column,
  Notice,
  ParameterValues,
  RowBatch,
  Setting,
  StatementStats,
  Table,
  TableSummary,
} from '@certsql/driver'

interface Cancellable {
  readonly signal?: AbortSignal | undefined
}

/** What the command line needs of a connection; the driver's `Connection` is one. */
export interface SqlSession {
  stream(sql: string, parameters?: ParameterValues, options?: Cancellable): ResultStream
  tables(options?: Cancellable): Promise<readonly TableSummary[]>
  /** Makes a temporary table of rows, in place of one that has the name. */
  keepRows(
    name: string,
    result: { readonly columns: readonly Column[]; readonly rows: RowBatch['rows'] },
  ): Promise<void>
  describe(table: string, options?: Cancellable): Promise<Table>
  settings(): readonly Pick<Setting, 'name' | 'value'>[]
  /** The org's own approximate counts. */
  recordCounts(tables: readonly string[], options?: Cancellable): Promise<ReadonlyMap<string, number>>
  readonly instanceUrl: string
  readonly user: string | undefined
  close(): Promise<void>
}

/** The answer to a statement on its way. */
export interface ResultStream {
  columns(): Promise<readonly Column[]>
  batches(): AsyncIterable<RowBatch>
  /** Undefined before the statement is planned. */
  readonly stats: StatementStats | undefined
  readonly notices: readonly Notice[]
}
