import { internalError } from '@certsql/core'
import { chooseRoad, type WriteAction } from '@certsql/planner'
import { throwIfCancelled } from '../cancellation.js'
import type { RemoteWriteOptions } from '../remote-writes.js'
import type { PendingRow } from '../write/pending-row.js'
import { inBatches, sendRows } from '../write/send-rows.js'
import { requireCallsForWrite } from '../write/write-budget.js'
import type { WriteContext } from '../write/write-context.js'
import { WriteReport } from '../write/write-report.js'
import type { WriteStats } from '../write/write-stats.js'
import type { LoadRequest } from './load-request.js'
import { LoadTally } from './load-tally.js'
import type { RowEnd } from './portion-notes.js'
import { type LoadPart, readParts } from './read-parts.js'

export interface SentRows {
  readonly ends: readonly RowEnd[]
  readonly error: unknown
}

/** What all steps of a load share. */
export class LoadRun {
  readonly tally: LoadTally
  readonly signal: AbortSignal
  /** Rows read by the reading that is under way, or was last. */
  rows = 0

  constructor(
    readonly request: LoadRequest,
    readonly context: WriteContext,
    readonly stats: WriteStats,
  ) {
    this.tally = new LoadTally(request)
    this.signal = context.signal ?? new AbortController().signal
  }

  get stops(): boolean {
    return this.request.onError === 'stop'
  }

  get action(): WriteAction {
    const [action] = this.request.plan.actions
    if (action === undefined) throw internalError('a load has no action.')
    return action
  }

  get options(): RemoteWriteOptions {
    const { bulkPollMilliseconds } = this.context.options
    return {
      signal: this.signal,
      onRequest: this.stats.onRequest,
      ...(bulkPollMilliseconds !== undefined && { pollMilliseconds: bulkPollMilliseconds }),
    }
  }

  /** All rows from the first one on. */
  async *parts(phase: 'checking' | 'writing'): AsyncGenerator<LoadPart> {
    const { plan, rows } = this.request
    this.rows = 0
    for await (const part of readParts(rows(), plan, this.context, this.stats)) {
      throwIfCancelled(this.signal)
      this.rows += part.read
      this.tellProgress(phase)
      yield part
    }
  }

  tellProgress(phase: 'checking' | 'writing'): void {
    this.request.onProgress?.({ phase, read: this.rows, ...this.tally.now })
  }

  /**
   * Sends rows as a write does: a collection, or several in a call. What ends it early is given with what was done till
   * then; where nothing could be begun, it is thrown.
   */
  async send(rows: readonly PendingRow[], allOrNone: boolean): Promise<SentRows> {
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
    const ends = () => rows.map((row): RowEnd => [row.row, report.outcomeOf(row)])
    try {
      await sendRows(rows, road.kind, { object, context, report, options: this.options, signal: this.signal })
      return { ends: ends(), error: undefined }
    } catch (error) {
      if (rows.every((row) => report.outcomeOf(row).kind === 'notAttempted')) throw error
      return { ends: ends(), error }
    }
  }
}
