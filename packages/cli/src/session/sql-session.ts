import type {
  Column,
  ConfirmWrite,
  LoadProgress,
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

interface StatementOptions extends Cancellable {
  readonly allowUnfilteredWrites?: boolean | undefined
  readonly confirmWrite?: ConfirmWrite | undefined
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined
}

/** What the command line needs of a connection; the driver's `Connection` is one. */
export interface SqlSession {
  stream(sql: string, parameters?: ParameterValues, options?: StatementOptions): ResultStream
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
  readonly inTransaction: boolean
  readonly instanceUrl: string
  /** `67.0` */
  readonly apiVersion: string
  readonly user: string | undefined
  close(): Promise<void>
}

/** The answer to a statement on its way. */
export interface ResultStream {
  columns(): Promise<readonly Column[]>
  batches(): AsyncIterable<RowBatch>
  /** Undefined before the statement is planned. */
  readonly stats: StatementStats | undefined
  /** `SELECT`, `INSERT`; undefined before the statement is planned. */
  readonly command?: string | undefined
  /** What a write has done; without a report nothing was sent yet. */
  readonly written?: { readonly affectedRows: number; readonly report: object | undefined } | undefined
  readonly notices: readonly Notice[]
}
