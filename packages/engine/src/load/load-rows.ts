import { type CertSqlError, internalError } from '@certsql/core'
import { chooseRoad, type WriteAction } from '@certsql/planner'
import { throwIfCancelled } from '../cancellation.js'
import type { RemoteWriteOptions, RowOutcome, WriteRecord } from '../remote-writes.js'
import { requireConsent } from '../write/confirm-write.js'
import { isLocked } from '../write/lock-retries.js'
import type { PendingRow } from '../write/pending-row.js'
import { MOST_PROBLEMS, problemText, RowProblems } from '../write/row-problem.js'
import { inBatches, sendRows } from '../write/send-rows.js'
import { requireCallsForWrite } from '../write/write-budget.js'
import type { WriteContext } from '../write/write-context.js'
import { WriteReport } from '../write/write-report.js'
import type { WriteStats } from '../write/write-stats.js'
import { ingestColumns } from './ingest-columns.js'
import { LoadCounter } from './load-counter.js'
import { LoadError, MOST_TOLD } from './load-error.js'
import type { LoadFailure, LoadReport, LoadRequest } from './load-request.js'
import { type LoadPart, readParts } from './read-parts.js'
import { RowNumbers } from './row-numbers.js'

const SKIP_HINT = "nothing was sent; mend the rows, or load the others: (ON_ERROR skip, ERRORS 'errors.csv')"

/** The rows of two jobs are held until their outcomes are known, with all that tells one from another. */
const JOB_BYTES = 5_000_000

/**
 * Writes rows that may be more than memory holds: few of them as a write does, many by Bulk jobs as they are read. What
 * becomes of each row that is not written is told; an error ends a load whose rows must all be written.
 */
export function loadRows(
  request: LoadRequest,
  context: WriteContext,
  stats: WriteStats,
): Promise<LoadReport> {
  return new Load(request, context, stats).run()
}

class Load {
  private readonly counter: LoadCounter
  private readonly told: LoadFailure[] = []
  /** Rows that failed for nothing but a lock. */
  private readonly locked = new Map<number, LoadFailure>()
  private rows = 0
  /** Rows that passed the checks. */
  private sendable = 0

  constructor(
    private readonly request: LoadRequest,
    private readonly context: WriteContext,
    private readonly stats: WriteStats,
  ) {
    this.counter = new LoadCounter(request.ledger?.counts)
  }

  async run(): Promise<LoadReport> {
    try {
      const few = await this.check()
      if (this.context.dryRun) return { rows: this.rows, ...this.counter.now }
      await this.confirm()
      if (few === undefined) await this.sendMany()
      else await this.sendFew(few)
      if (this.stops && this.counter.failures > 0) throw new LoadError(this.counter.now, this.told)
      return { rows: this.rows, ...this.counter.now }
    } finally {
      this.stats.finish()
    }
  }

  private get stops(): boolean {
    return this.request.onError === 'stop'
  }

  private get signal(): AbortSignal {
    return this.context.signal ?? new AbortController().signal
  }

  private get action(): WriteAction {
    const [action] = this.request.plan.actions
    if (action === undefined) throw internalError('a load has no action.')
    return action
  }

  // ── Checks ───────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Reads the rows for the first time. Gives them if they are too few for a Bulk job; else only what is wrong with them
   * has been looked at, and where that is not asked for beforehand, no more than is needed to know that they are many.
   */
  private async check(): Promise<readonly PendingRow[] | undefined> {
    const held: PendingRow[] = []
    const problems = new RowProblems(MOST_PROBLEMS)
    const refused: LoadPart[] = []
    let isFew = this.request.ledger === undefined
    for await (const part of this.parts('checking')) {
      this.sendable += part.rows.length
      if (this.stops) for (const problem of part.problems.all) problems.add(problem)
      else if (this.context.dryRun) await this.tellProblems(part)
      if (!isFew) continue
      held.push(...part.rows)
      refused.push(part)
      isFew = !this.isMany(held.length)
      if (isFew) continue
      held.length = 0
      if (!this.stops && !this.context.dryRun && this.context.confirm === undefined) return undefined
    }
    if (this.stops) problems.throwIfAny(SKIP_HINT)
    if (!isFew || this.context.dryRun) return undefined
    for (const part of refused) await this.tellProblems(part)
    return held.map((row, index) => ({ ...row, index }))
  }

  private async confirm(): Promise<void> {
    if (this.sendable === 0) return
    const counts = new Map([[this.action.operation, this.sendable]])
    await requireConsent({ tables: new Map([[this.request.plan.table.name, counts]]) }, this.context.confirm)
  }

  private isMany(count: number): boolean {
    const { bulkThreshold } = this.context.settings
    return bulkThreshold > 0 && count >= bulkThreshold
  }

  private async *parts(phase: 'checking' | 'writing'): AsyncGenerator<LoadPart> {
    const { plan, rows, onProgress } = this.request
    this.rows = 0
    for await (const part of readParts(rows(), plan, this.context, this.stats)) {
      throwIfCancelled(this.signal)
      this.rows += part.read
      onProgress?.({ phase, read: this.rows, ...this.counter.now })
      yield part
    }
  }

  private async tellProblems({ problems }: LoadPart): Promise<void> {
    const byRow = new Map<number, LoadFailure>()
    for (const { row, ...problem } of problems.all) {
      const error = { code: 'CERT-8004', message: problemText(problem), fields: fieldsOf(problem.column) }
      byRow.set(row, { row, status: 'refused', errors: [...(byRow.get(row)?.errors ?? []), error] })
    }
    for (const failure of byRow.values()) {
      this.counter.refuse()
      await this.tell(failure)
    }
  }

  private async tell(failure: LoadFailure): Promise<void> {
    if (this.told.length < MOST_TOLD) this.told.push(failure)
    await this.request.onFailure?.(failure)
  }

  // ── Few rows ─────────────────────────────────────────────────────────────────────────────────────────────────

  private async sendFew(rows: readonly PendingRow[]): Promise<void> {
    const report = await this.send(rows, this.stops && this.context.settings.allOrNone)
    for (const row of rows) await this.settle(row.row, report.outcomeOf(row))
  }

  /** As a write sends its rows: one collection, several in a call, all or none where that is asked. */
  private async send(rows: readonly PendingRow[], allOrNone: boolean): Promise<WriteReport> {
    const object = this.request.plan.table.name
    const settings = { ...this.context.settings, allOrNone, bulkThreshold: 0 }
    const context = { ...this.context, settings }
    const collections = inBatches(rows, settings.batchSize).length
    const road = chooseRoad(
      { count: rows.length, collections, isBulkPossible: false, isCompositePossible: true },
      settings,
    )
    requireCallsForWrite(road.requests, this.stats.apiCalls, context)
    const report = new WriteReport(rows, object)
    await sendRows(rows, road.kind, { object, context, report, options: this.options, signal: this.signal })
    return report
  }

  private get options(): RemoteWriteOptions {
    const { bulkPollMilliseconds } = this.context.options
    return {
      signal: this.signal,
      onRequest: this.stats.onRequest,
      ...(bulkPollMilliseconds !== undefined && { pollMilliseconds: bulkPollMilliseconds }),
    }
  }

  /** What became of a row that was sent. */
  private async settle(row: number, outcome: RowOutcome): Promise<LoadFailure | undefined> {
    this.counter.add(outcome)
    if (outcome.kind === 'written') return undefined
    const failure = failureOf(row, outcome)
    await this.tell(failure)
    return failure
  }

  // ── Many rows ────────────────────────────────────────────────────────────────────────────────────────────────

  private async sendMany(): Promise<void> {
    const { plan, ledger } = this.request
    const { operation, externalIdField } = this.action
    if (operation === 'undelete') throw internalError('a load undeletes nothing.')
    const job = {
      operation,
      object: plan.table.name,
      ...(externalIdField !== undefined && { externalIdField: externalIdField.name }),
      columns: ingestColumns(this.action),
    }
    const numbers = new RowNumbers()
    const options: RemoteWriteOptions = {
      ...this.options,
      maxJobBytes: JOB_BYTES,
      ...(ledger !== undefined && { resume: ledger.portions, onJob: (event) => ledger.note(event) }),
    }
    try {
      for await (const outcomes of this.context.writes.ingest(job, this.records(numbers), options)) {
        await this.settleAll(outcomes.map(({ index, outcome }) => [numbers.at(index), outcome]))
        this.request.onProgress?.({ phase: 'writing', read: this.rows, ...this.counter.now })
      }
      throwIfCancelled(this.signal)
      await this.sendLocked()
    } catch (error) {
      if (this.counter.now.written + this.counter.failures === 0) throw error
      throw new LoadError(this.counter.now, this.told, { cause: error })
    }
  }

  private async *records(numbers: RowNumbers): AsyncGenerator<readonly WriteRecord[]> {
    for await (const part of this.parts('writing')) {
      if (!this.stops) await this.tellProblems(part)
      for (const { row } of part.rows) numbers.add(row)
      if (part.rows.length > 0) yield part.rows.map(({ record }) => record)
      if (this.isStopped) return
    }
  }

  private get isStopped(): boolean {
    return this.stops && this.counter.failures > this.locked.size
  }

  /** What only waited for a lock is told of later, for it is tried again; should this process end first, the ledger has it. */
  private async settleAll(outcomes: readonly (readonly [row: number, outcome: RowOutcome])[]): Promise<void> {
    const failures: LoadFailure[] = []
    for (const [row, outcome] of outcomes) {
      this.counter.add(outcome)
      if (outcome.kind === 'written') continue
      const failure = failureOf(row, outcome)
      failures.push(failure)
      if (isLocked(outcome)) this.locked.set(row, failure)
      else await this.tell(failure)
    }
    await this.request.ledger?.noteOutcomes(failures, this.counter.now, [])
  }

  /** Rows that only waited for a lock are written once more, when nothing else of ours is under way. */
  private async sendLocked(): Promise<void> {
    const locked = new Map(this.locked)
    this.locked.clear()
    if (locked.size === 0) return
    if (this.stops && this.counter.failures > locked.size) {
      for (const failure of locked.values()) await this.tell(failure)
      return
    }
    const rows: PendingRow[] = []
    for await (const part of this.parts('writing'))
      rows.push(...part.rows.filter(({ row }) => locked.has(row)))
    const pending = rows.map((row, index) => ({ ...row, index }))
    const report = await this.send(pending, false)
    const failures: LoadFailure[] = []
    for (const row of pending) {
      this.counter.take('failed')
      const failure = await this.settle(row.row, report.outcomeOf(row))
      if (failure !== undefined) failures.push(failure)
    }
    await this.request.ledger?.noteOutcomes(failures, this.counter.now, [...locked.keys()])
  }
}

function failureOf(row: number, outcome: Exclude<RowOutcome, { kind: 'written' }>): LoadFailure {
  return { row, status: outcome.kind, errors: errorsOf(outcome) }
}

function fieldsOf(column: string): readonly string[] {
  return column === '' ? [] : [column]
}

function errorsOf(outcome: Exclude<RowOutcome, { kind: 'written' }>): LoadFailure['errors'] {
  switch (outcome.kind) {
    case 'failed':
      return outcome.errors
    case 'rolledBack':
      return []
    case 'notAttempted':
    case 'inDoubt':
      return outcome.cause === undefined ? [] : [errorOf(outcome.cause)]
  }
}

function errorOf({ code, message, org }: CertSqlError) {
  return { code: org?.code ?? code, message, fields: [] }
}
