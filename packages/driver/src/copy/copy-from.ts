import { resolve } from 'node:path'
import { CertSqlError, type Column, INTEGER, TEXT } from '@certsql/core'
import {
  LoadError,
  type LoadFailure,
  type LoadProgress,
  type LoadReport,
  type LoadRow,
  loadRows,
  sentRows,
  type WriteContext,
  WriteStats,
} from '@certsql/engine'
import type { CopyFromPlan, GivenWrite, WritePlan } from '@certsql/planner'
import { type Answer, heldAnswer } from '../statement/answer.js'
import type { Notice } from '../statement/notice.js'
import { failureValues, writeErrorFile } from './error-file.js'
import { type FileColumns, fileColumns } from './file-columns.js'
import { fingerprint, LedgerFile } from './load-ledger.js'
import { openRows } from './read/open-rows.js'
import type { RowSource } from './read/row-source.js'
import { valueReader } from './value-reader.js'

export interface CopyFromContext {
  readonly write: WriteContext
  readonly instanceUrl: string
  readonly planGiven: (write: GivenWrite) => Promise<WritePlan>
  readonly onProgress: ((progress: LoadProgress) => void) | undefined
}

/** Rows that were not written; a load that stops at the first has none. */
const FAILURE_COLUMNS: readonly Column[] = [
  { name: 'row', type: INTEGER },
  { name: 'status', type: TEXT },
  { name: 'code', type: TEXT },
  { name: 'message', type: TEXT },
  { name: 'fields', type: TEXT },
]

/** COPY … FROM: the rows of a file are checked, and written as any other rows are. */
export async function copyFromAnswer(plan: CopyFromPlan, context: CopyFromContext): Promise<Answer> {
  requireOtherFile(plan)
  requireOwnLedger(plan, context)
  const source = await openRows(plan.file, plan.reading, context.write)
  const columns = fileColumns(plan, source)
  const write = await planWrite(plan, columns, context)
  const ledger = await openLedger(plan, write, columns, context)
  try {
    return await new CopyFrom(plan, { source, columns, write, ledger, context }).run()
  } finally {
    await ledger?.close()
  }
}

/** A ledger of statements notes each record; one of a load the parts of its file. Neither must be passed over in silence. */
function requireOwnLedger({ ledgerFile, span }: CopyFromPlan, { write }: CopyFromContext): void {
  if (write.ledger === undefined || ledgerFile !== undefined) return
  throw new CertSqlError({
    code: 'CERT-4002',
    message: 'WriteLedger is set, and COPY keeps a ledger of its own.',
    hint: "add (LEDGER 'load.ledger'), or SET WriteLedger = DEFAULT",
    span,
  })
}

/** The file of errors takes the place of what has its name. */
function requireOtherFile({ file, errorsFile, ledgerFile, span }: CopyFromPlan): void {
  const paths = [file, errorsFile, ledgerFile].flatMap((path) => (path === undefined ? [] : [resolve(path)]))
  if (new Set(paths).size === paths.length) return
  throw new CertSqlError({
    code: 'CERT-4002',
    message: 'The file that is loaded, ERRORS and LEDGER must be files of their own.',
    span,
  })
}

async function planWrite(
  plan: CopyFromPlan,
  { columns }: FileColumns,
  context: CopyFromContext,
): Promise<WritePlan> {
  const { operation, table, key, span } = plan
  try {
    return await context.planGiven({ operation, table, columns, span, ...(key !== undefined && { key }) })
  } catch (error) {
    // Names of the header have no place in the statement.
    if (!(error instanceof CertSqlError) || plan.columns.length > 0 || error.code !== 'CERT-2003') throw error
    throw new CertSqlError({
      code: error.code,
      message: `The header of "${plan.file}": ${error.message}`,
      hint: [error.hint, 'MAPPING gives columns of the file other names, or leaves them out']
        .filter(Boolean)
        .join('; '),
      span: error.span,
      cause: error,
    })
  }
}

async function openLedger(
  { file, ledgerFile, operation }: CopyFromPlan,
  { table }: WritePlan,
  { columns }: FileColumns,
  { instanceUrl }: CopyFromContext,
): Promise<LedgerFile | undefined> {
  if (ledgerFile === undefined) return undefined
  return await LedgerFile.open(ledgerFile, {
    instanceUrl,
    object: table.name,
    operation,
    columns: columns.map(({ parts }) => parts.map(({ name }) => name).join('.')),
    sha256: await fingerprint(file),
  })
}

interface CopyParts {
  readonly source: RowSource
  readonly columns: FileColumns
  readonly write: WritePlan
  readonly ledger: LedgerFile | undefined
  readonly context: CopyFromContext
}

class CopyFrom {
  /** Of this run; a ledger has those of all. */
  private readonly failures = new Map<number, LoadFailure>()
  private readonly stats = new WriteStats()

  constructor(
    private readonly plan: CopyFromPlan,
    private readonly parts: CopyParts,
  ) {}

  async run(): Promise<Answer> {
    const { ledger } = this.parts
    if (ledger?.report !== undefined)
      return this.answer(ledger.report, [LOADED_BEFORE, ...(await this.tellFailures())])
    if (ledger !== undefined && ledger.failures.size > 0 && this.plan.onError === 'stop') {
      throw stoppedBefore(ledger, this.plan)
    }
    try {
      const report = await this.load()
      const notices = await this.tellFailures()
      if (this.parts.context.write.dryRun) return this.answer(report, [...notices, dryRun(report)])
      await ledger?.noteWhole(report, [...this.failures.values()].filter(isRefused))
      return this.answer(report, notices)
    } catch (error) {
      if (error instanceof LoadError) await this.tellFailures(error.unreadFrom)
      throw error
    }
  }

  private load(): Promise<LoadReport> {
    const { write, ledger, context } = this.parts
    return loadRows(
      {
        plan: write,
        rows: () => this.rows(),
        onError: this.plan.onError,
        onFailure: (failure) => {
          this.failures.set(failure.row, failure)
        },
        ...(context.onProgress !== undefined && { onProgress: context.onProgress }),
        ...(ledger !== undefined && { ledger }),
      },
      context.write,
      this.stats,
    )
  }

  private async *rows(): AsyncGenerator<readonly LoadRow[]> {
    const { source, columns, write } = this.parts
    const read = valueReader(write, columns, this.plan.reading)
    for await (const batch of source.rows()) yield batch.map(read)
  }

  private get allFailures(): ReadonlyMap<number, LoadFailure> {
    const { ledger } = this.parts
    return ledger === undefined ? this.failures : new Map([...ledger.failures, ...this.failures])
  }

  /** The rows that were not written go into the file for them, with those to which the load did not come. */
  private async tellFailures(unreadFrom?: number): Promise<readonly Notice[]> {
    const { errorsFile } = this.plan
    const failures = this.allFailures
    if (errorsFile === undefined || (failures.size === 0 && unreadFrom === undefined)) return []
    const { source, columns } = this.parts
    const isUnread = this.unreadRows(unreadFrom)
    const last = unreadFrom === undefined ? lastOf(failures) : Number.POSITIVE_INFINITY
    const of = (row: number) => failures.get(row) ?? (isUnread(row) ? notRead(row) : undefined)
    await writeErrorFile(errorsFile, columns, { of, last }, source.rows())
    const rows = failures.size === 1 ? 'One row was' : `${failures.size.toLocaleString('en')} rows were`
    return [{ kind: 'errorFile', message: `${rows} not written; "${errorsFile}" has them, and why.` }]
  }

  private unreadRows(unreadFrom = Number.POSITIVE_INFINITY): (row: number) => boolean {
    const sent = sentRows(this.parts.ledger)
    return (row) => row >= unreadFrom && !sent.has(row)
  }

  private answer(report: LoadReport, notices: readonly Notice[]): Answer {
    const { plan, stats } = this
    const isListed = plan.onError === 'skip' && plan.errorsFile === undefined
    return heldAnswer(isListed ? FAILURE_COLUMNS : [], isListed ? failureRows(this.allFailures) : [], {
      stats: stats.snapshot(),
      notices,
      written: { affectedRows: report.written, report: undefined },
    })
  }
}

/** Where all rows must be written, a load that the org has refused some of is at its end. */
function stoppedBefore({ failures }: LedgerFile, { ledgerFile, span }: CopyFromPlan): CertSqlError {
  const rows = failures.size === 1 ? 'one row' : `${failures.size.toLocaleString('en')} rows`
  return new CertSqlError({
    code: 'CERT-8002',
    message: `The load of the ledger "${ledgerFile}" has stopped, as the org did not take ${rows}.`,
    hint: "(ON_ERROR skip) goes on with the others, and (ERRORS 'errors.csv') gets those",
    span,
  })
}

function notRead(row: number): LoadFailure {
  return { row, status: 'notAttempted', errors: [] }
}

function lastOf(failures: ReadonlyMap<number, LoadFailure>): number {
  let last = 0
  for (const row of failures.keys()) last = Math.max(last, row)
  return last
}

function isRefused({ status }: LoadFailure): boolean {
  return status === 'refused'
}

function dryRun({ rows, refused }: LoadReport): Notice {
  const message = `DryRun: ${(rows - refused).toLocaleString('en')} of ${rows.toLocaleString('en')} rows would be sent.`
  return { kind: 'dryRun', message }
}

const LOADED_BEFORE: Notice = {
  kind: 'nothingDone',
  message: 'The ledger says that all rows of the file were loaded before; nothing was sent.',
}

function failureRows(failures: ReadonlyMap<number, LoadFailure>) {
  return [...failures.values()].sort((a, b) => a.row - b.row).map(failureValues)
}
