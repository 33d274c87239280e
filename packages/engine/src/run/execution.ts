import { setMaxListeners } from 'node:events'
import { quoteIdentifier } from '@certsql/core'
import type { StagedQuery } from '@certsql/planner'
import { type DecimalOutput, decimalOutput } from '../decode/decimal-output.js'
import type { DuckDbSession } from '../duckdb/duckdb-session.js'
import type { ReaderContext } from '../duckdb/reader-context.js'
import type { ExecutionContext } from '../execution-context.js'
import { StatsRecorder } from '../execution-stats.js'
import { Notices } from '../notice.js'
import { Slots } from './slots.js'

/** One run of a plan: what it may use, what it has cost so far, and the switch that stops all of it. */
export class Execution {
  readonly stats: StatsRecorder
  readonly notices: Notices
  readonly decimals: DecimalOutput
  /** For scans: so many at a time. */
  readonly slots: Slots
  private readonly controller = new AbortController()
  private readonly stopListening: () => void

  constructor(
    readonly context: ExecutionContext,
    private readonly parent?: Execution,
  ) {
    this.stats = parent?.stats ?? new StatsRecorder()
    this.notices = parent?.notices ?? new Notices()
    this.decimals = parent?.decimals ?? decimalOutput(context.options.decimals, this.notices)
    this.slots = parent?.slots ?? new Slots(context.options.maxConcurrency)
    // Every request of every scan listens.
    setMaxListeners(0, this.controller.signal)
    const outer = parent?.signal ?? context.signal
    const forward = () => this.controller.abort(outer?.reason)
    if (outer?.aborted) forward()
    outer?.addEventListener('abort', forward)
    this.stopListening = () => outer?.removeEventListener('abort', forward)
  }

  /** Aborted when the caller's signal is, and when the run ends, however it ends. */
  get signal(): AbortSignal {
    return this.controller.signal
  }

  /** A part of the run that can be stopped without the rest. */
  fork(): Execution {
    return new Execution(this.context, this)
  }

  /** `reads`: the temporary tables and files that will be read. */
  async openSession(
    { localTables, files }: Pick<StagedQuery, 'localTables' | 'files'> = { localTables: [], files: [] },
  ): Promise<DuckDbSession> {
    const { database, options } = this.context
    const storages = localTables.map(({ storage }) => storage)
    const session = await database.openSession(options.timeZone, storages)
    session.interruptOn(this.signal)
    session.onWork = (start) => this.stats.countLocalWork(start)
    for (const { view, sql } of files)
      await session.run(`CREATE TEMP VIEW ${quoteIdentifier(view)} AS ${sql}`)
    return session
  }

  readerContext(session: DuckDbSession): ReaderContext {
    return { duckdb: session.duckdb, decimals: this.decimals }
  }

  /** Stops whatever still runs. */
  stop(): void {
    this.stopListening()
    if (this.parent === undefined) this.stats.finish()
    this.controller.abort()
  }
}
