import { type Column, internalError, type RowBatch } from '@certsql/core'
import { chooseRoad, type WritePlan, type WriteRoad } from '@certsql/planner'
import { throwIfCancelled } from '../cancellation.js'
import { execute, type ResultStream } from '../execute.js'
import { Notices } from '../notice.js'
import type { RowOutcome } from '../remote-writes.js'
import { requireConfirmation } from './confirm-write.js'
import { DRY_RUN_COLUMNS, dryRunRows } from './dry-run.js'
import { FAILURE_COLUMNS, failureRows } from './failure-rows.js'
import { requireHoldable } from './most-records.js'
import type { PendingRow } from './pending-row.js'
import { RowReader } from './read-rows.js'
import { recallRows } from './recall-rows.js'
import { resolveParents } from './resolve-parents.js'
import { readBackCalls, returningRows, type WrittenRow, withExactDecimals } from './returning-rows.js'
import { inBatches, sendRows } from './send-rows.js'
import type { Sending } from './sending.js'
import { requireCallsForWrite } from './write-budget.js'
import type { WriteContext } from './write-context.js'
import { WriteError } from './write-error.js'
import { WriteLedger } from './write-ledger.js'
import { WriteReport } from './write-report.js'
import { WriteStats } from './write-stats.js'

/** A write on its way: its rows are those of RETURNING, of DryRun, or with `AllOrNone=false` those that failed. */
export interface WriteStream extends ResultStream {
  /** What became of each row; undefined before it is known. */
  readonly report: WriteReport | undefined
  /** Records written, or taken into the transaction. */
  readonly affectedRows: number
}

/**
 * Runs a write: finds its rows, checks them, sends them. Nothing happens before the first batch is asked for; a write that
 * has begun is told to its end by its report.
 *
 * ```ts
 * const write = executeWrite(plan, context)
 * for await (const { rows } of write) console.log(rows)
 * console.log(write.affectedRows)
 * ```
 */
export function executeWrite(plan: WritePlan, context: WriteContext): WriteStream {
  const run = new WriteRun(plan, context)
  const batches = run.batches()
  return {
    columns: run.columns,
    get stats() {
      return run.stats.snapshot()
    },
    get notices() {
      return [...run.stats.notices, ...run.notices.all]
    },
    get report() {
      return run.report
    },
    get affectedRows() {
      return run.affectedRows
    },
    [Symbol.asyncIterator]: () => batches,
  }
}

class WriteRun {
  readonly stats = new WriteStats()
  readonly notices = new Notices()
  report: WriteReport | undefined
  affectedRows = 0

  constructor(
    private readonly plan: WritePlan,
    private readonly context: WriteContext,
  ) {}

  get columns(): readonly Column[] {
    const { dryRun, settings, transaction } = this.context
    if (dryRun) return DRY_RUN_COLUMNS
    if (this.plan.returning !== undefined) return this.plan.returning.columns
    return settings.allOrNone || transaction !== undefined ? [] : FAILURE_COLUMNS
  }

  async *batches(): AsyncGenerator<RowBatch> {
    try {
      for await (const batch of this.run()) {
        if (batch.rows.length === 0) continue
        this.stats.countRows(batch)
        yield batch
      }
    } finally {
      this.stats.finish()
    }
  }

  private async *run(): AsyncGenerator<RowBatch> {
    const { context, plan } = this
    throwIfCancelled(this.signal)
    const rows = await resolveParents(await this.readRows(), plan, context, this.stats)
    const road = this.roadOf(rows)
    if (context.dryRun) {
      yield dryRunRows(rows, plan.table.name, road)
      return
    }
    if (context.transaction !== undefined) {
      const references = context.transaction.add(plan.table.name, rows)
      this.affectedRows = rows.length
      yield* this.returned(rows.map((row, index) => bufferedRow(row, references[index] ?? '')))
      return
    }
    yield* this.send(rows, road)
  }

  private get signal(): AbortSignal {
    return this.context.signal ?? new AbortController().signal
  }

  private async readRows(): Promise<readonly PendingRow[]> {
    const { plan, context } = this
    const { source } = plan
    const reader = new RowReader(plan, context.values, context.transaction)
    switch (source.kind) {
      case 'rows':
        for (const row of source.rows) reader.add(row)
        break
      case 'query':
        for await (const { rows } of this.stats.counted(execute(source.plan, withExactDecimals(context)))) {
          for (const row of rows) reader.add(row)
          requireHoldable(reader.pending.length, context.mostRecords)
        }
        break
      case 'given':
        if (context.rows === undefined) throw internalError('a write was given no rows.')
        for await (const rows of context.rows) {
          for (const row of rows) reader.add(row)
          requireHoldable(reader.pending.length, context.mostRecords)
        }
        break
    }
    return reader.finish()
  }

  private roadOf(rows: readonly PendingRow[]): WriteRoad {
    const { settings } = this.context
    const operations = new Set(rows.map(({ action }) => action.operation))
    return chooseRoad(
      {
        count: rows.length,
        collections: inBatches(rows, settings.batchSize).length,
        isBulkPossible: operations.size === 1 && !operations.has('undelete'),
        isCompositePossible: !operations.has('undelete') && !rows.some(holdsReference),
      },
      settings,
    )
  }

  private async *send(rows: readonly PendingRow[], road: WriteRoad): AsyncGenerator<RowBatch> {
    const { context, plan } = this
    const calls = road.requests + readBackCalls(plan.returning, rows.length)
    requireCallsForWrite(calls, this.stats.apiCalls, context)
    await requireConfirmation(
      rows.map(({ action, record }) => ({ table: plan.table.name, operation: action.operation, record })),
      context.confirm,
    )
    const report = new WriteReport(rows, plan.table.name)
    this.report = report
    try {
      await this.sendNoted(rows, road, report)
    } catch (error) {
      throw failureOf(error, report)
    } finally {
      this.affectedRows = report.written
    }
    if (!report.isComplete && context.settings.allOrNone) throw new WriteError(report)
    if (plan.returning !== undefined) yield* this.returnWritten(rows, report)
    else if (!context.settings.allOrNone) yield failureRows(report)
  }

  /** Sends the rows; those that a ledger knows are not sent again. */
  private async sendNoted(rows: readonly PendingRow[], road: WriteRoad, report: WriteReport): Promise<void> {
    const { context } = this
    const sending = this.sending(report)
    if (context.ledger === undefined || rows.length === 0) return await sendRows(rows, road.kind, sending)
    const ledger = await WriteLedger.open(context.ledger, this.kindOfWrite(rows))
    try {
      const noted = { ...sending, ledger }
      const open = await recallRows(rows, ledger, noted)
      const known = rows.length - open.length
      if (known > 0)
        this.notices.tell(
          'rowsRecalled',
          `The ledger ${ledger.name} knows ${known} of ${rows.length} rows; they are not sent again.`,
        )
      if (context.settings.allOrNone && report.count('inDoubt') > 0) return
      await sendRows(open, this.roadOf(open).kind, noted)
    } finally {
      await ledger.close()
    }
  }

  /** What a ledger is about: it serves one write, however often that is tried. */
  private kindOfWrite(rows: readonly PendingRow[]): string {
    const operations = [...new Set(rows.map(({ action }) => action.operation))].sort()
    return `${operations.join(' and ')} ${this.plan.table.name}`
  }

  private sending(report: WriteReport): Sending {
    const { context, plan, signal } = this
    const { bulkPollMilliseconds } = context.options
    return {
      object: plan.table.name,
      context,
      report,
      options: {
        signal,
        onRequest: this.stats.onRequest,
        ...(bulkPollMilliseconds !== undefined && { pollMilliseconds: bulkPollMilliseconds }),
      },
      signal,
    }
  }

  private async *returnWritten(rows: readonly PendingRow[], report: WriteReport): AsyncGenerator<RowBatch> {
    const written = rows.flatMap((row) => writtenRow(row, report.outcomeOf(row)))
    const missing = rows.length - written.length
    if (missing > 0)
      this.notices.tell(
        'rowsNotWritten',
        `${missing} of ${rows.length} rows were not written; the report names them.`,
      )
    try {
      yield* this.returned(written)
    } catch (error) {
      throw new WriteError(report, { cause: error })
    }
  }

  private async *returned(written: readonly WrittenRow[]): AsyncGenerator<RowBatch> {
    const { returning } = this.plan
    if (returning === undefined) return
    yield* returningRows(returning, this.plan, written, this.context, this.stats)
  }
}

/** An error before anything was sent is itself; afterwards it stands behind the report. */
function failureOf(error: unknown, report: WriteReport): unknown {
  return report.count('notAttempted') === report.size ? error : new WriteError(report, { cause: error })
}

const ACTIONS = { insert: 'INSERT', update: 'UPDATE', delete: 'DELETE', undelete: 'UNDELETE' } as const

function writtenRow(row: PendingRow, outcome: RowOutcome): readonly WrittenRow[] {
  if (outcome.kind !== 'written') return []
  const { operation } = row.action
  const action = operation === 'upsert' ? (outcome.created ? 'INSERT' : 'UPDATE') : ACTIONS[operation]
  return [{ row, id: outcome.id, action }]
}

/** Whether an upsert of a transaction creates a record is known at COMMIT only. */
function bufferedRow(row: PendingRow, reference: string): WrittenRow {
  const { operation } = row.action
  const id = typeof row.record.Id === 'string' ? row.record.Id : reference
  return { row, id, action: operation === 'upsert' ? 'UPDATE' : ACTIONS[operation] }
}

/** A composite request would take such a text for a reference to one of its parts. */
function holdsReference({ record }: PendingRow): boolean {
  return Object.values(record).some((value) =>
    typeof value === 'string'
      ? value.includes('@{')
      : typeof value === 'object' && value !== null && JSON.stringify(value).includes('@{'),
  )
}
