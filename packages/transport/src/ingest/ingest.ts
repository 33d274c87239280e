import type { CertSqlError } from '@certsql/core'
import { cancelledError } from '../http/abort.js'
import type { RestCaller } from '../rest/rest-caller.js'
import type { WriteRecord } from '../write/record-write.js'
import { type Portion, PortionBuilder } from './ingest-portion.js'
import {
  DEFAULT_JOB_BYTES,
  DEFAULT_JOBS_AT_ONCE,
  type IngestOptions,
  type IngestOutcome,
  type IngestPortion,
  type IngestRequest,
  MAX_JOB_BYTES,
} from './ingest-request.js'
import { IngestSignals } from './ingest-signals.js'
import { type IngestContext, type PortionEnd, writePortion } from './write-portion.js'

/**
 * Writes any number of rows by Bulk 2.0 jobs; their outcomes come in any order, as jobs end. An error is thrown only
 * where nothing was sent; once something was, each row that was read has an outcome. After a cancellation the jobs are
 * aborted, and the outcomes of what they had written until then still come; rows that were not read any more have none.
 * Leaving the loop aborts the jobs too, and keeps them in the org, for nobody has seen what they wrote.
 */
export function ingest(
  caller: RestCaller,
  apiVersion: string,
  request: IngestRequest,
  rows: AsyncIterable<readonly WriteRecord[]>,
  options: IngestOptions,
): AsyncIterable<readonly IngestOutcome[]> {
  return {
    [Symbol.asyncIterator]: () => {
      const signals = new IngestSignals(options.signal)
      const context = { caller, apiVersion, request, options, signals }
      const outcomes = new Ingest(context, rows).outcomes()
      return {
        next: () => outcomes.next(),
        return: () => {
          signals.leave()
          return outcomes.return(undefined)
        },
      }
    },
  }
}

class Ingest {
  readonly #builder: PortionBuilder
  readonly #running = new Set<Promise<PortionEnd>>()
  /** Outcomes of rows that were not sent; they are told once it is clear that others were. */
  #unsent: IngestOutcome[] = []
  #failure: CertSqlError | undefined
  #wasSent = false

  constructor(
    private readonly context: IngestContext,
    private readonly rows: AsyncIterable<readonly WriteRecord[]>,
  ) {
    this.#builder = new PortionBuilder(context.request.columns)
  }

  async *outcomes(): AsyncGenerator<readonly IngestOutcome[], undefined> {
    const { signals } = this.context
    try {
      const inputFailure = yield* this.#writeAll()
      while (this.#running.size > 0) yield* this.#nextEnd()
      if (inputFailure !== undefined) throw inputFailure.error
      if (this.#wasSent) return
      if (this.#failure !== undefined) throw this.#failure
      if (signals.cancelledBy !== undefined) throw cancelledError(signals.cancelledBy)
    } finally {
      signals.leave()
      await Promise.allSettled(this.#running)
      signals.release()
    }
  }

  /** Starts all portions. Rows that cannot be read are the caller's trouble, but first comes what was written till then. */
  async *#writeAll(): AsyncGenerator<readonly IngestOutcome[], { readonly error: unknown } | undefined> {
    const { signals } = this.context
    try {
      for await (const batch of this.rows) {
        for (const record of batch) {
          const portion = this.#add(record)
          if (portion !== undefined) yield* this.#start(portion)
        }
        if (signals.stop.aborted || this.#isHopeless) break
      }
    } catch (error) {
      return { error }
    }
    if (!this.#builder.isEmpty) yield* this.#start(this.#builder.take())
    return undefined
  }

  /** It failed before anything was sent, and nothing is under way any more: no need to read further rows. */
  get #isHopeless(): boolean {
    return this.#failure !== undefined && !this.#wasSent && this.#running.size === 0
  }

  /** The portion that this row fills. */
  #add(record: WriteRecord): Portion | undefined {
    const index = this.#builder.next
    const known = this.#known(index)
    if (known?.state === 'done') {
      this.#builder.skip()
      return undefined
    }
    this.#builder.add(record)
    const following = this.#known(index + 1)
    if (following !== known) return this.#builder.take()
    if (known !== undefined) return undefined
    const { maxJobBytes = DEFAULT_JOB_BYTES } = this.context.options
    return this.#builder.bytes >= Math.min(maxJobBytes, MAX_JOB_BYTES) ? this.#builder.take() : undefined
  }

  /** The portion of an earlier run that this row belonged to. */
  #known(index: number): IngestPortion | undefined {
    return this.context.options.resume?.find(({ from, to }) => from <= index && index < to)
  }

  /** Begins to write a portion; after a failure its rows are only told of. */
  async *#start(portion: Portion): AsyncGenerator<readonly IngestOutcome[]> {
    const cause = this.#failure
    if (cause !== undefined) {
      const indexes = [...portion.indexes, ...portion.oddRows.map(({ index }) => index)]
      this.#unsent.push(
        ...indexes.map((index) => ({ index, outcome: { kind: 'notAttempted', cause } as const })),
      )
      yield* this.#tellUnsent()
      return
    }
    const known = this.#known(portion.from)
    const hasBegun = known?.state === 'closing' || known?.state === 'closed'
    this.#running.add(writePortion(this.context, portion, hasBegun ? known : undefined))
    const { jobsAtOnce = DEFAULT_JOBS_AT_ONCE } = this.context.options
    while (this.#running.size >= jobsAtOnce) yield* this.#nextEnd()
  }

  /** The outcomes of the portion that ends next. */
  async *#nextEnd(): AsyncGenerator<readonly IngestOutcome[]> {
    const ends = [...this.#running].map(async (running) => ({ running, end: await running }))
    const { running, end } = await Promise.race(ends)
    this.#running.delete(running)
    this.#wasSent ||= end.wasSent
    this.#failure ??= end.failure
    if (end.wasSent) yield end.outcomes
    else this.#unsent.push(...end.outcomes)
    await end.finish()
    yield* this.#tellUnsent()
  }

  *#tellUnsent(): Generator<readonly IngestOutcome[]> {
    if (!this.#wasSent || this.#unsent.length === 0) return
    const outcomes = this.#unsent
    this.#unsent = []
    yield outcomes
  }
}
