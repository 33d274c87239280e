import { CertSqlError, internalError } from '@certsql/core'
import { throwIfCancelled } from '../cancellation.js'
import type { IngestedRow, IngestJob, RemoteWriteOptions, RowOutcome, WriteRecord } from '../remote-writes.js'
import { isLocked } from '../write/lock-retries.js'
import { requireCallForLoad } from '../write/write-budget.js'
import { ingestColumns } from './ingest-columns.js'
import type { LoadFailure, LoadLedger, OpenPortion } from './load-request.js'
import type { LoadRun, SentRows } from './load-run.js'
import { failureOf } from './load-tally.js'
import { isCertain, isFinal, NOTHING, PortionNotes, type RowEnd, settlementOf } from './portion-notes.js'
import { RowNumbers } from './row-numbers.js'
import { countRows, RowSet, rangesOf, rowsOf } from './row-set.js'
import { sentRows } from './sent-rows.js'

/** The rows of two jobs are held until their outcomes are known, with all that tells one from another. */
const JOB_BYTES = 5_000_000

const IN_DOUBT: RowOutcome = {
  kind: 'inDoubt',
  cause: new CertSqlError({
    code: 'CERT-8008',
    message: 'An earlier run has sent this row, and what became of it is not known.',
    hint: 'look whether the record is there',
  }),
}

/** Writes rows by Bulk jobs while they are read; with a ledger it goes on where an earlier run has stopped. */
export class BulkLoad {
  private readonly job: IngestJob
  /** Rows that failed for nothing but a lock. */
  private readonly locked = new Map<number, LoadFailure>()
  /** Jobs fail, or may not be begun: it makes no sense to read on. */
  private isOver = false
  private isReadOut = false
  /** No row from this one on has an outcome. */
  private unreadFrom: number | undefined = 1

  constructor(private readonly load: LoadRun) {
    const { operation, externalIdField } = load.action
    if (operation === 'undelete') throw internalError('a load undeletes nothing.')
    this.job = {
      operation,
      object: load.request.plan.table.name,
      ...(externalIdField !== undefined && { externalIdField: externalIdField.name }),
      columns: ingestColumns(load.action),
    }
  }

  async run(): Promise<void> {
    const { tally, request, signal } = this.load
    const { ledger } = request
    try {
      for (const portion of ledger?.open ?? []) await this.recall(portion, ledger as LoadLedger)
      await this.sendAll()
      throwIfCancelled(signal)
      await this.sendLocked()
    } catch (error) {
      await this.giveUpLocked()
      const { written } = tally.now
      if (written + tally.failures === 0) throw error
      throw tally.error({ cause: error, ...this.unread })
    }
    if (this.isStopped) throw tally.error(this.unread)
  }

  private get unread(): { readonly unreadFrom?: number } {
    return this.unreadFrom === undefined ? {} : { unreadFrom: this.unreadFrom }
  }

  private get isStopped(): boolean {
    const { stops, tally } = this.load
    return this.isOver || (stops && tally.failures > this.locked.size)
  }

  // ── Portions of an earlier run ───────────────────────────────────────────────────────────────────────────────

  /** Finds out what became of the rows that an earlier run has begun to write. Those that were not written are free again. */
  private async recall(portion: OpenPortion, ledger: LoadLedger): Promise<void> {
    const { rows, jobId, number } = portion
    const settle = async (ends: ReadonlyMap<number, RowOutcome>) => {
      const all = [...rowsOf(rows)].map((row): RowEnd => [row, ends.get(row) ?? IN_DOUBT])
      // A change may be made twice; a new record may not.
      const mayBeFreed = this.job.operation !== 'insert' || isCertain(all)
      if (mayBeFreed) await ledger.settle(number, settlementOf(all))
      const told = mayBeFreed ? all.filter(([, outcome]) => isFinal(outcome)) : all
      for (const [row, outcome] of told) await this.load.tally.settle(row, outcome)
    }
    if (jobId === '') return await settle(new Map())
    const numbers = new RowNumbers()
    const own = new RowSet(rows)
    const resume = [{ from: 0, to: countRows(rows), jobId, state: 'closed' }] as const
    const records = this.records(numbers, (row) => own.has(row))
    let isSettled = false
    for await (const outcomes of this.ingest(records, { resume })) {
      // All of them come at once, and the job is deleted next.
      await settle(new Map(outcomes.map(({ index, outcome }) => [numbers.at(index), outcome])))
      isSettled = true
    }
    if (!isSettled) await settle(new Map())
  }

  // ── All other rows ───────────────────────────────────────────────────────────────────────────────────────────

  private async sendAll(): Promise<void> {
    const { ledger } = this.load.request
    const sent = sentRows(ledger)
    const numbers = new RowNumbers()
    const notes = ledger === undefined ? undefined : new PortionNotes(ledger, numbers)
    const records = this.records(numbers, (row) => !sent.has(row), true)
    const hooks = {
      beforeRequest: () => requireCallForLoad(this.load.stats.apiCalls, this.load.context),
      ...(notes !== undefined && { onJob: notes.onJob }),
    }
    let heard = 0
    for await (const outcomes of this.ingest(records, hooks, notes)) {
      await notes?.settle(outcomes)
      for (const { index, outcome } of outcomes) {
        heard = Math.max(heard, index + 1)
        await this.take(numbers.at(index), outcome)
      }
      this.noteUnread(numbers, heard)
      this.load.tellProgress('writing')
    }
    this.noteUnread(numbers, heard)
  }

  /** Portions begin in the order of their rows. */
  private noteUnread(numbers: RowNumbers, heard: number): void {
    if (heard < numbers.length) this.unreadFrom = numbers.at(heard)
    else this.unreadFrom = this.isReadOut ? undefined : this.load.rows + 1
  }

  /** What only waited for a lock is tried again, and told of later. */
  private async take(row: number, outcome: RowOutcome): Promise<void> {
    const { tally } = this.load
    if (outcome.kind === 'notAttempted' || outcome.kind === 'inDoubt') this.isOver = true
    if (outcome.kind !== 'failed' || !isLocked(outcome)) return await tally.settle(row, outcome)
    tally.count(outcome)
    this.locked.set(row, failureOf(row, outcome))
  }

  private async *ingest(
    records: AsyncIterable<readonly WriteRecord[]>,
    options: RemoteWriteOptions,
    notes?: PortionNotes,
  ): AsyncGenerator<readonly IngestedRow[]> {
    const all = { ...this.load.options, maxJobBytes: JOB_BYTES, ...options }
    try {
      yield* this.load.context.writes.ingest(this.job, records, all)
    } catch (error) {
      await notes?.withdraw()
      throw error
    }
  }

  /** The rows that are wanted, as they are sent. */
  private async *records(
    numbers: RowNumbers,
    isWanted: (row: number) => boolean,
    isAll = false,
  ): AsyncGenerator<readonly WriteRecord[]> {
    const { stops, tally } = this.load
    for await (const part of this.load.parts('writing')) {
      if (isAll && !stops) await tally.refuse(part, isWanted)
      const rows = part.rows.filter(({ row }) => isWanted(row))
      for (const { row } of rows) numbers.add(row)
      if (rows.length > 0) yield rows.map(({ record }) => record)
      if (isAll && this.isStopped) return
    }
    if (isAll) this.isReadOut = true
  }

  // ── Locked rows ──────────────────────────────────────────────────────────────────────────────────────────────

  /** Rows that only waited for a lock are written once more, when nothing else of ours is under way. */
  private async sendLocked(): Promise<void> {
    if (this.locked.size === 0 || this.isStopped) return await this.giveUpLocked()
    for await (const part of this.load.parts('writing')) {
      const rows = part.rows.filter(({ row }) => this.locked.has(row))
      if (rows.length > 0) await this.sendAgain(rows.map((row, index) => ({ ...row, index })))
    }
  }

  private async sendAgain(rows: Parameters<LoadRun['send']>[0]): Promise<void> {
    const { tally, request } = this.load
    const { ledger } = request
    const number = await ledger?.begin(rangesOf(rows.map(({ row }) => row)), '')
    let sent: SentRows
    try {
      sent = await this.load.send(rows, false)
    } catch (error) {
      if (number !== undefined) await ledger?.settle(number, NOTHING)
      throw error
    }
    const { ends, error } = sent
    if (number !== undefined && isCertain(ends)) await ledger?.settle(number, settlementOf(ends))
    for (const [row, outcome] of ends) {
      this.locked.delete(row)
      tally.take('failed')
      await tally.settle(row, outcome)
    }
    if (error !== undefined) throw error
  }

  private async giveUpLocked(): Promise<void> {
    for (const failure of this.locked.values()) await this.load.tally.tell(failure)
    this.locked.clear()
  }
}
