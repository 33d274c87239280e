import { setMaxListeners } from 'node:events'
import type { CatalogView, Table } from '@certsql/catalog'
import {
  CertSqlError,
  type Column,
  internalError,
  type RowBatch,
  type SourceSpan,
  type SqlValue,
} from '@certsql/core'
import {
  type Committed,
  type ConfirmWrite,
  type ExecutionContext,
  type ExtractedPage,
  execute,
  executeWrite,
  extractPlan,
  type LoadProgress,
  type LocalDatabase,
  ParquetFile,
  type ParquetTarget,
  type ResultStream,
  type TransactionBuffer,
  type WriteContext,
  type WriteReport,
  writeExtractAsParquet,
} from '@certsql/engine'
import {
  DEFAULT_WRITE_SETTINGS,
  type Explanation,
  FileNeeded,
  type ParameterValues,
  type PhysicalPlan,
  type PlannerOptions,
  planGivenWrite,
  planQuery,
  planStatement,
  STATEMENT_NAMES,
  type StatementPlan,
  type VerificationPlan,
} from '@certsql/planner'
import type { Statement } from '@certsql/sql'
import { copyFromAnswer } from './copy/copy-from.js'
import { copyToAnswer } from './copy/copy-to.js'
import { FileTables } from './files/file-tables.js'
import { requireLocalFiles } from './files/require-local-files.js'
import { dropAll, keepResult, localAnswer } from './local/local-answer.js'
import { TemporaryRelations } from './local/temporary-relations.js'
import type { Org } from './org/open-org.js'
import { type CallContext, callAnswer, explainCall, explainCallAnswer } from './procedures/call-answer.js'
import type { PropertyInput, Setting, Settings } from './properties/settings.js'
import { sessionMetadata } from './session/session-metadata.js'
import type { StatementCache } from './session/statement-cache.js'
import { engineOptions, plannerOptions, writeSettings } from './session/statement-options.js'
import { statementSignal } from './session/statement-signal.js'
import { TransactionState } from './session/transaction-state.js'
import {
  type Answer,
  limitRows,
  type PlanningStats,
  type StatementStats,
  withNotices,
  writeAnswer,
} from './statement/answer.js'
import { findTable } from './statement/describe-answer.js'
import {
  explainAnswer,
  explainText,
  explainWriteAnswer,
  explainWriteText,
  verifyAnswer,
  verifyText,
} from './statement/explain-answer.js'
import { Extract, type OpenExtract } from './statement/extract.js'
import type { Notice } from './statement/notice.js'
import { type RowObject, rowObjects } from './statement/row-objects.js'
import { type OpenAnswer, RowStream } from './statement/row-stream.js'
import { sessionAnswer } from './statement/session-answer.js'
import { StatementTrace } from './statement/statement-trace.js'
import { transactionAnswer } from './statement/transaction-answer.js'
import { type Verification, verify } from './statement/verify-answer.js'

export interface StatementOptions {
  /** Stops the statement: requests, local work, all of it. */
  readonly signal?: AbortSignal | undefined
  /** For this statement, `AllowUnfilteredWrites`: UPDATE and DELETE of every record. */
  readonly allowUnfilteredWrites?: boolean | undefined
  /** Asked before a write is sent, with what it is about to do; false refuses it (CERT-8010). */
  readonly confirmWrite?: ConfirmWrite | undefined
  /** Told how far COPY … FROM has come. */
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined
}

export interface QueryOptions extends StatementOptions {
  readonly rowMode?: 'object' | 'array' | undefined
}

export interface ExplainOptions extends StatementOptions {
  /** Runs the statement, and shows what it cost beside the estimates. */
  readonly analyze?: boolean | undefined
  /** Runs the statement as planned and with `Pushdown=off`, and tells whether the rows agree, and what each cost. */
  readonly verify?: boolean | undefined
  readonly format?: 'text' | 'json' | undefined
}

export interface ExtractOptions extends StatementOptions {
  /** The folder that gets a CSV file for each page, and the ledger. */
  readonly directory: string
  /** Goes on where the extract in that folder has ended; begins where there is none. */
  readonly resume?: boolean | undefined
}

export interface QueryResult<Row = RowObject> {
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  /** `SELECT`, `INSERT`, `COMMIT`: what kind of statement it was. */
  readonly command: string
  /** Records that a write has changed, whatever rows it gives; of other statements the rows. */
  readonly rowCount: number
  /** What became of each row of a write. */
  readonly report: WriteReport | undefined
  readonly notices: readonly Notice[]
  readonly stats: StatementStats
}

/** What stands in `connection.tables()`. */
export interface TableSummary {
  readonly name: string
  readonly label: string
  readonly queryable: boolean
}

/** The parts that a connection is made of. */
export interface ConnectionParts {
  readonly org: Org
  readonly settings: Settings
  readonly database: LocalDatabase
  readonly temporary: TemporaryRelations
  readonly statements: StatementCache
  /** Ends what the parts hold. */
  close(): Promise<void>
}

/**
 * A connection to an org, made by `connect()`. Statements may run at the same time.
 *
 * ```ts
 * const { rows } = await connection.query('SELECT Name FROM Account WHERE Industry = ? LIMIT 5', ['Energy'])
 * ```
 */
export class Connection {
  readonly #parts: ConnectionParts
  readonly #closed = new AbortController()
  readonly #sessions = new Set<Connection>()
  readonly #transaction = new TransactionState()

  constructor(parts: ConnectionParts) {
    this.#parts = parts
    // Each statement under way listens for the end of the connection.
    setMaxListeners(0, this.#closed.signal)
  }

  /** Runs a statement and gathers its rows. Parameters stand for `?` and `$1` by position, for `:name` by name. */
  query(
    sql: string,
    parameters?: ParameterValues,
    options?: QueryOptions & { readonly rowMode?: 'object' },
  ): Promise<QueryResult>
  query(
    sql: string,
    parameters: ParameterValues | undefined,
    options: QueryOptions & { readonly rowMode: 'array' },
  ): Promise<QueryResult<readonly SqlValue[]>>
  query(
    sql: string,
    parameters?: ParameterValues,
    options?: QueryOptions,
  ): Promise<QueryResult<RowObject | readonly SqlValue[]>>
  async query(
    sql: string,
    parameters: ParameterValues = [],
    { rowMode = 'object', ...options }: QueryOptions = {},
  ): Promise<QueryResult<RowObject | readonly SqlValue[]>> {
    const stream = this.stream(sql, parameters, options)
    const columns = await stream.columns()
    const toRow = rowMode === 'array' ? undefined : rowObjects(columns)
    const rows: (RowObject | readonly SqlValue[])[] = []
    for await (const batch of stream.batches()) {
      for (const row of batch.rows) rows.push(toRow === undefined ? row : toRow(row))
    }
    const { stats, notices, command, written } = stream
    if (stats === undefined || command === undefined) {
      throw internalError('a statement ended before it was planned.')
    }
    const rowCount = written?.affectedRows ?? rows.length
    return { columns, rows, command, rowCount, report: written?.report, notices, stats }
  }

  /** The rows of a statement as they come; leaving the loop stops the statement. */
  stream(sql: string, parameters: ParameterValues = [], options: StatementOptions = {}): RowStream {
    return new RowStream(
      () => this.#open(sql, parameters, options),
      () => this.#trace(sql),
    )
  }

  /**
   * The pages of a statement as files in a folder, by a Bulk job that outlives this process. After a crash the same call
   * goes on with the pages that are missing; none that is there is downloaded again.
   *
   * ```ts
   * const options = { directory: 'invoices', resume: true }
   * for await (const page of connection.extract('SELECT Id, Name FROM c2g__codaInvoice__c', [], options)) {
   *   console.log(page.path, page.rows)
   *   for await (const { rows } of page.batches()) console.log(rows)
   * }
   * ```
   */
  extract(sql: string, parameters: ParameterValues, options: ExtractOptions): Extract {
    return new Extract(
      () => this.#openExtract(sql, parameters, options),
      () => this.#trace(sql),
    )
  }

  /**
   * How a statement would run: the SOQL, what is pushed to the org and why, what runs here.
   *
   * ```ts
   * console.log(await connection.explain('SELECT COUNT(*) FROM Account'))
   * ```
   */
  async explain(
    sql: string,
    parameters: ParameterValues = [],
    options: ExplainOptions = {},
  ): Promise<string> {
    const { signal, release } = this.#signal(options.signal)
    try {
      const statement = this.#parts.statements.parse(sql)
      const planning = this.#planning(parameters, options)
      const planned = await this.#plan(explainedBy(statement, options), planning, signal, 'fetch')
      if (planned.kind === 'ExplainWrite') return explainWriteText(planned.explanation, planned.format)
      if (planned.kind === 'ExplainCall') {
        return await explainCall(planned.call, planned.format, this.#callContext(signal, undefined))
      }
      if (planned.kind !== 'Explain') throw internalError('a statement was not explained.')
      if (planned.verification !== undefined) {
        const found = await this.#verify(planned.verification, planned.explanation, signal)
        return verifyText(found, planned.format)
      }
      const result = planned.mode === 'ANALYZE' ? await this.#runThrough(planned.plan, signal) : undefined
      return explainText(planned.explanation, planned.format, result)
    } catch (error) {
      throw locate(error, sql)
    } finally {
      release()
    }
  }

  /** The objects of the org that statements may name. */
  async tables(options: StatementOptions = {}): Promise<readonly TableSummary[]> {
    const { rows } = await this.query(
      'SELECT name, label, is_queryable FROM certsql.objects ORDER BY name',
      [],
      options,
    )
    return rows.map((row) => ({
      name: String(row.name),
      label: String(row.label),
      queryable: row.is_queryable === true,
    }))
  }

  /** The org's own approximate record counts of tables by their API names, in one call. */
  async recordCounts(
    tables: readonly string[],
    { signal }: StatementOptions = {},
  ): Promise<ReadonlyMap<string, number>> {
    return await this.#parts.org.client.recordCounts(tables, signal === undefined ? {} : { signal })
  }

  /** Gives up the extract in a folder: its job in the org, its pages and its ledger. */
  async discardExtract(directory: string): Promise<void> {
    await this.#parts.org.client.discardExtract(directory)
  }

  /** A Parquet file that was written here, to be read back or parted. */
  parquetFile(path: string, { signal: outerSignal }: StatementOptions = {}): ParquetFile {
    return new ParquetFile(path, () => this.#context(outerSignal ?? this.#closed.signal))
  }

  /**
   * Until when the org knows all changes of a table, by the whole minute: what is stamped before is there to be read, and
   * what is still being written will be stamped after.
   */
  async changesCoveredUntil(name: string, { signal }: StatementOptions = {}): Promise<Date> {
    const table = await this.describe(name, { signal })
    const end = new Date()
    const start = new Date(end.getTime() - 120_000)
    const { latestDateCovered } = await this.#parts.org.client.updatedRecords(
      table.name,
      { start, end },
      signal === undefined ? {} : { signal },
    )
    return new Date(latestDateCovered)
  }

  /** One table with its columns and relationships, by any name that a statement may use. */
  describe(name: string, { signal }: StatementOptions = {}): Promise<Table> {
    return this.#parts.org.catalog.resolve((view) => findTable(view, name.split('.')), { signal })
  }

  /** Changes a property for the statements that follow, as `SET name = value` does; null: as at the beginning. */
  set(name: string, value: PropertyInput): void {
    this.#parts.settings.set(name, value)
  }

  /** The properties in force; secrets are masked. */
  settings(): readonly Setting[] {
    return this.#parts.settings.all()
  }

  /** Forgets what is known of the schema; it is asked for again when needed. */
  refresh(): void {
    this.#parts.org.catalog.refresh()
  }

  /** The user name that is logged in, when the org has told it. */
  get user(): string | undefined {
    return this.#parts.org.user.userName
  }

  /** `https://acme.my.salesforce.com` */
  get instanceUrl(): string {
    return this.#parts.org.client.instanceUrl
  }

  /** `67.0` */
  get apiVersion(): string {
    return this.#parts.org.client.apiVersion
  }

  /** API calls of the last 24 hours against those allowed, as of the latest answer. */
  get apiUsage(): { readonly used: number; readonly max: number } | undefined {
    return this.#parts.org.client.apiUsage()
  }

  /**
   * A further session over the same login: statements and temporary tables of its own, and settings of its own that
   * begin as this connection's are now. It costs no log-in, and ends with the connection at the latest.
   *
   * ```ts
   * const session = connection.session()
   * session.set('TimeZone', 'Europe/London')   // the connection keeps its own
   * ```
   */
  session(): Connection {
    if (this.#closed.signal.aborted) throw closed()
    const temporary = new TemporaryRelations()
    return this.#child(this.#parts.settings.copy(), temporary, () => dropAll(temporary, this.#parts.database))
  }

  #child(settings: Settings, temporary: TemporaryRelations, close: () => Promise<void>): Connection {
    if (this.#closed.signal.aborted) throw closed()
    const session = new Connection({
      ...this.#parts,
      settings,
      temporary,
      close: async () => {
        this.#sessions.delete(session)
        await close()
      },
    })
    this.#sessions.add(session)
    return session
  }

  /**
   * Runs `work` in a transaction: what it writes through `tx` is sent as one request when it is done, and all or nothing of
   * it is written. When it throws, nothing is sent.
   *
   * ```ts
   * await connection.transaction(async (tx) => {
   *   const { rows } = await tx.query("INSERT INTO Account (Name) VALUES ('Acme') RETURNING Id")
   *   await tx.query('INSERT INTO Contact (LastName, AccountId) VALUES (?, ?)', ['Rose', rows[0].Id])
   * })
   * ```
   */
  async transaction<Result>(work: (tx: Connection) => Promise<Result>): Promise<Result> {
    const tx = await this.beginTransaction()
    try {
      const result = await work(tx)
      if (tx.inTransaction) await tx.commit()
      return result
    } finally {
      await tx.close()
    }
  }

  /**
   * A session that has begun a transaction, to be ended by `commit()` or `rollback()`. It shares settings and temporary
   * tables with the connection, whose own statements stay outside of the transaction.
   */
  async beginTransaction(): Promise<Connection> {
    const tx: Connection = this.#child(this.#parts.settings, this.#parts.temporary, async () => undefined)
    await tx.query('BEGIN')
    return tx
  }

  get inTransaction(): boolean {
    return this.#transaction.buffer !== undefined
  }

  /** Sends the transaction; gives what was written. As the statement COMMIT. */
  async commit(options: StatementOptions = {}): Promise<Committed> {
    await this.query('COMMIT', [], options)
    const { committed } = this.#transaction
    if (committed === undefined)
      throw internalError('a transaction was committed, and nothing is known of it.')
    return committed
  }

  /** Drops the transaction, or what came after a savepoint. */
  async rollback(savepoint?: string): Promise<void> {
    if (savepoint === undefined) this.#transaction.end()
    else this.#transaction.require().rollbackTo(savepoint)
  }

  /** Marks a place of the transaction to go back to. */
  async savepoint(name: string): Promise<void> {
    this.#transaction.require().savepoint(name)
  }

  /** Forgets a savepoint; what came after it stays. */
  async releaseSavepoint(name: string): Promise<void> {
    this.#transaction.require().release(name)
  }

  /** The Id that a reference (`@{r1.id}`) of the latest committed transaction stands for. */
  idOf(reference: string): string | undefined {
    return this.#transaction.committed?.ids.get(reference)
  }

  /**
   * Makes a temporary table of rows that are here already, in place of one that has the name.
   *
   * ```ts
   * const { columns, rows } = await connection.query('SELECT …', [], { rowMode: 'array' })
   * await connection.keepRows('last', { columns, rows })
   * await connection.query('SELECT COUNT(*) FROM last')
   * ```
   */
  async keepRows(
    name: string,
    { columns, rows }: { readonly columns: readonly Column[]; readonly rows: RowBatch['rows'] },
  ): Promise<void> {
    const { signal, release } = this.#signal(undefined)
    try {
      await keepResult(name, columns, rows, this.#parts.temporary, this.#context(signal))
    } finally {
      release()
    }
  }

  /** Whether `close()` was called, here or on the connection that this is a session of. */
  get isClosed(): boolean {
    return this.#closed.signal.aborted
  }

  /** Stops what runs and ends the connection. It may be closed more than once. */
  async close(): Promise<void> {
    if (this.#closed.signal.aborted) return
    this.#closed.abort(closed())
    for (const session of this.#sessions) await session.close()
    await this.#parts.close()
  }

  async #open(sql: string, parameters: ParameterValues, options: StatementOptions): Promise<OpenAnswer> {
    const { signal, release: releaseSignal } = this.#signal(options.signal)
    const planOptions = this.#planning(parameters, options)
    const release = () => {
      releaseSignal()
      if (planOptions.files instanceof FileTables) planOptions.files.close()
    }
    const { warnings } = this.#parts.org
    const warningsBefore = warnings.length
    const newWarnings = () =>
      warnings.slice(warningsBefore).map((message): Notice => ({ kind: 'metadata', message }))
    try {
      const measure = this.#measurePlanning()
      const statement = this.#parts.statements.parse(sql)
      const statistics = statement.kind === 'Explain' || this.#hasBudget() ? 'fetch' : 'cached'
      const planned = await this.#plan(statement, planOptions, signal, statistics)
      const planning = measure()
      const answer = withNotices(await this.#answer(planned, planOptions, options, signal), newWarnings)
      const command = STATEMENT_NAMES[statement.kind]
      return { answer, planning, command, release, locate: (error) => locate(error, sql) }
    } catch (error) {
      release()
      throw locate(error, sql)
    }
  }

  async #openExtract(
    sql: string,
    parameters: ParameterValues,
    { directory, resume = false, signal: outerSignal }: ExtractOptions,
  ): Promise<OpenExtract> {
    const { signal, release } = this.#signal(outerSignal)
    try {
      const measure = this.#measurePlanning()
      const statement = this.#parts.statements.parse(sql)
      const options: PlannerOptions = { ...this.#planning(parameters, {}), useBulk: 'always' }
      const planned = await this.#plan(statement, options, signal, 'cached')
      if (planned.kind !== 'Query') {
        throw new CertSqlError({
          code: 'CERT-4001',
          message: 'Only queries can be extracted.',
          span: statement.span,
        })
      }
      const planning = measure()
      const context = { ...this.#context(signal), source: this.#parts.org.client }
      const { plan } = planned
      const answer = extractPlan(plan, context, { directory, resume })
      return {
        answer,
        planning,
        command: 'SELECT',
        release,
        locate: (error) => locate(error, sql),
        writeParquet: (pages, target) => this.#writeExtract(plan, pages, target, outerSignal),
      }
    } catch (error) {
      release()
      throw locate(error, sql)
    }
  }

  async #writeExtract(
    plan: PhysicalPlan,
    pages: readonly ExtractedPage[],
    target: ParquetTarget,
    outerSignal: AbortSignal | undefined,
  ): Promise<number> {
    const { signal, release } = this.#signal(outerSignal)
    try {
      return await writeExtractAsParquet(plan, pages, target, this.#context(signal))
    } finally {
      release()
    }
  }

  #trace(sql: string): StatementTrace {
    const { instanceUrl, user } = this
    return new StatementTrace({ sql, instanceUrl, ...(user !== undefined && { user }) })
  }

  /** Begins to measure; the function tells what the planning has cost until then. */
  #measurePlanning(): () => PlanningStats {
    const { describes } = this.#parts.org
    const started = performance.now()
    const callsBefore = describes.calls
    return () => ({
      planMilliseconds: performance.now() - started,
      metadataCalls: describes.calls - callsBefore,
    })
  }

  #planning(
    parameters: ParameterValues,
    { allowUnfilteredWrites = false }: StatementOptions,
  ): PlannerOptions {
    const { org, settings, temporary } = this.#parts
    const writes = writeSettings(settings.values, {
      inTransaction: this.inTransaction,
      allowUnfiltered: allowUnfilteredWrites,
    })
    const files = settings.values.AllowLocalFiles ? new FileTables(settings.values.TempDirectory) : undefined
    return plannerOptions(settings.values, parameters, org.user.userName ?? '', temporary, writes, files)
  }

  /** Then estimates decide whether a statement begins, and are worth a call. */
  #hasBudget(): boolean {
    const { MaxApiCalls, ApiReserve } = this.#parts.settings.values
    return MaxApiCalls > 0 || ApiReserve > 0
  }

  /** Files that the statement turns out to read are looked into, and it is planned again. */
  async #plan(
    statement: Statement,
    options: PlannerOptions,
    signal: AbortSignal,
    statistics: 'fetch' | 'cached',
  ): Promise<StatementPlan> {
    const { catalog } = this.#parts.org
    for (;;) {
      try {
        return await catalog.resolve((view) => planStatement(statement, view, options), {
          signal,
          statistics,
        })
      } catch (error) {
        if (!(error instanceof FileNeeded && options.files instanceof FileTables)) throw error
        await options.files.look(error.request, this.#context(signal))
      }
    }
  }

  async #answer(
    planned: StatementPlan,
    options: PlannerOptions,
    { onProgress, confirmWrite: confirm }: StatementOptions,
    signal: AbortSignal,
  ): Promise<Answer> {
    const { settings, temporary, org } = this.#parts
    switch (planned.kind) {
      case 'Query':
        return limitRows(this.#execute(planned.plan, signal), settings.values.MaxRows)
      case 'Explain': {
        if (planned.verification !== undefined) {
          const found = await this.#verify(planned.verification, planned.explanation, signal)
          return verifyAnswer(found, planned.format)
        }
        const result = planned.mode === 'ANALYZE' ? await this.#runThrough(planned.plan, signal) : undefined
        return explainAnswer(planned.explanation, planned.format, result)
      }
      case 'ExplainWrite':
        return explainWriteAnswer(planned.explanation, planned.format)
      case 'Write':
        return writeAnswer(executeWrite(planned.plan, { ...this.#writeContext(options, signal), confirm }))
      case 'Transaction':
        return await transactionAnswer(planned.statement, this.#transaction, org.client, signal, confirm)
      case 'Local':
        return localAnswer(planned.statement, temporary, this.#context(signal))
      case 'CopyTo': {
        requireLocalFiles(settings.values.AllowLocalFiles, planned.copy.span)
        return copyToAnswer(planned.copy, exactly(this.#context(signal)))
      }
      case 'CopyFrom':
        requireLocalFiles(settings.values.AllowLocalFiles, planned.copy.span)
        requireNoTransaction(this.inTransaction, planned.copy.span)
        return copyFromAnswer(planned.copy, {
          write: { ...this.#writeContext(options, signal), confirm },
          instanceUrl: org.client.instanceUrl,
          planGiven: (write) =>
            org.catalog.resolve((view) => planGivenWrite(write, view, options), { signal }),
          onProgress,
        })
      case 'Call':
        return callAnswer(planned.call, this.#callContext(signal, confirm))
      case 'ExplainCall':
        return explainCallAnswer(planned.call, planned.format, this.#callContext(signal, undefined))
      case 'Session':
        return sessionAnswer(planned.statement, settings, temporary, (work) => this.#resolve(work, signal))
    }
  }

  #resolve(work: (view: CatalogView) => Answer, signal: AbortSignal): Promise<Answer> {
    return this.#parts.org.catalog.resolve(work, { signal })
  }

  #execute(plan: PhysicalPlan, signal: AbortSignal): ResultStream {
    return execute(plan, this.#context(signal))
  }

  #context(signal: AbortSignal): ExecutionContext {
    const { org, settings, database, temporary } = this.#parts
    const session = sessionMetadata(settings, temporary)
    return {
      source: org.client,
      database,
      metadataRows: ({ schema, name }, options) =>
        org.catalog.metadataRows(schema, name, { ...options, session }),
      options: engineOptions(settings.values),
      signal,
    }
  }

  #callContext(signal: AbortSignal, confirm: ConfirmWrite | undefined): CallContext {
    const { org, settings } = this.#parts
    const { client, catalog } = org
    return {
      client,
      settings: settings.values,
      signal,
      inTransaction: this.inTransaction,
      confirm,
      execution: exactly(this.#context(signal)),
      objectName: (name) => catalog.resolve((view) => findTable(view, name.split('.')).name, { signal }),
    }
  }

  #writeContext(options: PlannerOptions, signal: AbortSignal): WriteContext {
    const { org, settings } = this.#parts
    const { writes = DEFAULT_WRITE_SETTINGS, timeZone, now } = options
    const transaction: TransactionBuffer | undefined = this.#transaction.buffer
    return {
      ...this.#context(signal),
      writes: org.client,
      planQuery: (query) =>
        org.catalog.resolve((view) => planQuery(query, view, { ...options, parameters: [] }), { signal }),
      settings: writes,
      dryRun: settings.values.DryRun,
      ...(settings.values.WriteLedger !== undefined && { ledger: settings.values.WriteLedger }),
      values: { timeZone, now },
      transaction,
    }
  }

  /** For EXPLAIN ANALYZE: all rows are made, and none is kept. */
  async #runThrough(plan: PhysicalPlan, signal: AbortSignal): Promise<ResultStream> {
    const result = this.#execute(plan, signal)
    for await (const _ of result);
    return result
  }

  /** Exact digits tell apart what numbers of JavaScript might not. */
  #verify(plan: VerificationPlan, explanation: Explanation, signal: AbortSignal): Promise<Verification> {
    return verify(plan, explanation, (one) => execute(one, exactly(this.#context(signal))))
  }

  #signal(outer: AbortSignal | undefined) {
    if (this.#closed.signal.aborted) throw closed()
    return statementSignal([outer, this.#closed.signal], this.#parts.settings.values.Timeout)
  }
}

/** A file may have any number of rows, and a transaction has room for 500. */
function requireNoTransaction(inTransaction: boolean, span: SourceSpan): void {
  if (!inTransaction) return
  throw new CertSqlError({
    code: 'CERT-8006',
    message: 'COPY … FROM cannot be part of a transaction.',
    hint: 'load the file before BEGIN or after COMMIT',
    span,
  })
}

/** Files hold all digits, whatever `Decimals` says. */
function exactly(context: ExecutionContext): ExecutionContext {
  return { ...context, options: { ...context.options, decimals: 'String' } }
}

/** The statement under EXPLAIN; one that stands under it already stays as it is. */
function explainedBy(statement: Statement, { analyze, verify, format }: ExplainOptions): Statement {
  if (statement.kind === 'Explain') return statement
  const mode = verify === true ? 'VERIFY' : analyze === true ? 'ANALYZE' : 'PLAN'
  return {
    kind: 'Explain',
    span: statement.span,
    mode,
    format: format === 'json' ? 'JSON' : 'TEXT',
    statement,
  }
}

function closed(): CertSqlError {
  return new CertSqlError({
    code: 'CERT-7006',
    message: 'The connection is closed.',
    hint: 'make a new one with connect()',
  })
}

function locate(error: unknown, sql: string): CertSqlError {
  if (error instanceof CertSqlError) return error.withSql(sql)
  return internalError('something failed that should not.', error).withSql(sql)
}
