import { CertSqlError } from '@certsql/core'
import { type BulkJob, isTerminal, jobFailure } from '../bulk/bulk-job.js'
import { DEFAULT_POLL_POLICY, pollWait } from '../bulk/poll-wait.js'
import { cancelledError, pause } from '../http/abort.js'
import { hooksOf } from '../rest/request-options.js'
import type { RestCaller } from '../rest/rest-caller.js'
import { MAX_COLLECTION_RECORDS, type RowOutcome } from '../write/record-write.js'
import { writeRecords } from '../write/write-records.js'
import { collectOutcomes } from './collect-outcomes.js'
import { IngestCalls } from './ingest-calls.js'
import type { OddRow, Portion } from './ingest-portion.js'
import type {
  IngestEvent,
  IngestOptions,
  IngestOutcome,
  IngestPortion,
  IngestRequest,
  IngestStep,
} from './ingest-request.js'
import type { IngestSignals } from './ingest-signals.js'

export interface IngestContext {
  readonly caller: RestCaller
  readonly apiVersion: string
  readonly request: IngestRequest
  readonly options: IngestOptions
  readonly signals: IngestSignals
}

export interface PortionEnd {
  readonly outcomes: readonly IngestOutcome[]
  /** Why no further portion should be tried. */
  readonly failure: CertSqlError | undefined
  /** The org may have written some of it. */
  readonly wasSent: boolean
  /** When the outcomes are in the caller's hands: the job is no longer needed. */
  readonly finish: () => Promise<void>
}

/** A file is sent again, in a new job, so many times. */
const UPLOAD_ATTEMPTS = 3
const CLOSE_ATTEMPTS = 3
/** So many looks at a job in a row may fail, each with all of its own retries. */
const FAILED_LOOKS = 3

/** Writes a portion of the rows and tells of each what became of it; it never throws an error of the org. */
export async function writePortion(
  context: IngestContext,
  portion: Portion,
  known: IngestPortion | undefined,
): Promise<PortionEnd> {
  const run = new PortionRun(context, portion)
  try {
    return await run.run(known)
  } catch (error) {
    if (!(error instanceof CertSqlError)) throw error
    return run.stoppedBy(error)
  }
}

class PortionRun {
  readonly #beforeSent: IngestCalls
  readonly #afterSent: IngestCalls
  #jobId: string | undefined
  /** From here on a failure leaves doubt. */
  #wasSent = false

  constructor(
    private readonly context: IngestContext,
    private readonly portion: Portion,
  ) {
    const { caller, apiVersion, options, signals } = context
    this.#beforeSent = new IngestCalls(caller, apiVersion, { ...hooksOf(options), signal: signals.stop })
    // What has begun is seen to its end, whatever the budget says.
    const counted = options.onRequest === undefined ? {} : { onRequest: options.onRequest }
    this.#afterSent = new IngestCalls(caller, apiVersion, { ...counted, signal: signals.giveUp })
  }

  async run(known: IngestPortion | undefined): Promise<PortionEnd> {
    if (this.portion.indexes.length === 0) {
      await this.#tell('closing')
      return this.#end(await this.#writeOddRows(known !== undefined))
    }
    if (known === undefined) await this.#open()
    else {
      this.#jobId = known.jobId
      // Until the job itself says that it has not begun.
      this.#wasSent = true
    }
    const jobId = this.#jobId ?? ''
    await this.#close(jobId)
    const job = await this.#waitForEnd(jobId)
    const stopped = this.#whyStopped(job)
    const outcomes = await collectOutcomes(
      this.#afterSent,
      this.context.request,
      this.portion,
      job,
      stopped,
      this.#longestWait,
      this.context.signals.giveUp,
    )
    const odd =
      stopped === undefined
        ? await this.#writeOddRows(known !== undefined)
        : this.portion.oddRows.map(({ index }) => ({
            index,
            outcome: { kind: 'notAttempted', cause: stopped } as const,
          }))
    // What an earlier run has stopped says nothing against what this one has yet to write.
    const end = this.#end([...outcomes, ...odd], stopped)
    return known === undefined ? end : { ...end, failure: undefined }
  }

  /** The end of a portion that an error has stopped. */
  stoppedBy(cause: CertSqlError): PortionEnd {
    const { indexes, oddRows } = this.portion
    const outcome: RowOutcome = this.#wasSent ? { kind: 'inDoubt', cause } : { kind: 'notAttempted', cause }
    const outcomes = [
      ...Array.from(indexes, (index) => ({ index, outcome })),
      ...oddRows.map(({ index }) => ({ index, outcome: { kind: 'notAttempted', cause } as const })),
    ]
    return { outcomes, failure: cause, wasSent: this.#wasSent, finish: async () => {} }
  }

  /** Makes a job and gives it the file. A job whose file may not be whole is given up: it has not begun, and never will. */
  async #open(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const { id } = await this.#beforeSent.create(this.context.request)
      this.#jobId = id
      await this.#tell('created')
      try {
        const sent = await this.#beforeSent.upload(id, this.portion.csv)
        if (sent.kind === 'answered') break
        if (attempt >= UPLOAD_ATTEMPTS || this.context.signals.stop.aborted) throw sent.cause
        await this.#discard(id)
      } catch (error) {
        await this.#discard(id)
        throw error
      }
    }
    await this.#tell('uploaded')
  }

  /** Sets the job to work. Where the answer is lost, the job itself says whether it has begun. */
  async #close(jobId: string): Promise<void> {
    await this.#tell('closing')
    for (let attempt = 1; ; attempt++) {
      if (this.context.signals.stop.aborted && !this.#wasSent) {
        await this.#discard(jobId)
        throw this.#stopError()
      }
      const refusal = await this.#tryToClose(jobId)
      if (refusal === undefined) break
      this.#wasSent = true
      const { state } = await this.#afterSent.look(jobId)
      if (state !== 'Open') break
      this.#wasSent = false
      if (attempt >= CLOSE_ATTEMPTS) {
        await this.#discard(jobId)
        throw refusal
      }
    }
    this.#wasSent = true
    await this.#tell('closed')
  }

  /** Why it is not sure that the job has begun. */
  async #tryToClose(jobId: string): Promise<CertSqlError | undefined> {
    try {
      const sent = await this.#beforeSent.close(jobId)
      return sent.kind === 'lost' ? sent.cause : undefined
    } catch (error) {
      if (error instanceof CertSqlError) return error
      throw error
    }
  }

  async #waitForEnd(jobId: string): Promise<BulkJob> {
    const started = performance.now()
    const { stop, giveUp } = this.context.signals
    let failures = 0
    let isAborted = false
    for (;;) {
      if (stop.aborted && !isAborted) {
        isAborted = true
        await quietly(this.#afterSent.abort(jobId))
      }
      const wait = pollWait(performance.now() - started, { longestMilliseconds: this.#longestWait })
      await pauseUntil(wait, isAborted ? giveUp : stop)
      if (stop.aborted && !isAborted) continue
      try {
        const job = await this.#afterSent.look(jobId)
        failures = 0
        if (isTerminal(job.state)) return job
        await this.#tell('closed', job)
      } catch (error) {
        if (!(error instanceof CertSqlError) || giveUp.aborted || ++failures >= FAILED_LOOKS) throw error
      }
    }
  }

  #whyStopped(job: BulkJob): CertSqlError | undefined {
    if (job.state === 'JobComplete') return undefined
    if (this.context.signals.stop.aborted) return this.#stopError()
    return jobFailure(job, 'look at its columns and values, or write over REST (BulkIngestThreshold)')
  }

  /** Rows that a file cannot carry go over REST. */
  async #writeOddRows(mayBeWrittenAlready: boolean): Promise<readonly IngestOutcome[]> {
    const { oddRows } = this.portion
    const { request } = this.context
    if (mayBeWrittenAlready && request.operation === 'insert') {
      const cause = new CertSqlError({
        code: 'CERT-8008',
        message: 'An earlier run may have written this row, and its outcome was not kept.',
        hint: 'look whether the record is there',
      })
      return oddRows.map(({ index }) => ({ index, outcome: { kind: 'inDoubt', cause } }))
    }
    const outcomes: IngestOutcome[] = []
    for (let from = 0; from < oddRows.length; from += MAX_COLLECTION_RECORDS) {
      outcomes.push(...(await this.#writeCollection(oddRows.slice(from, from + MAX_COLLECTION_RECORDS))))
    }
    return outcomes
  }

  async #writeCollection(rows: readonly OddRow[]): Promise<readonly IngestOutcome[]> {
    const { caller, apiVersion, request, options, signals } = this.context
    const { operation, object, externalIdField } = request
    const records = rows.map(({ record }) => record)
    const key = externalIdField === undefined ? {} : { externalIdField }
    let outcomes: readonly RowOutcome[]
    try {
      const write = { operation, object, ...key, records, allOrNone: false }
      outcomes = await writeRecords(caller, apiVersion, write, { ...hooksOf(options), signal: signals.stop })
      this.#wasSent = true
    } catch (error) {
      if (!(error instanceof CertSqlError)) throw error
      outcomes = rows.map(() => ({ kind: 'notAttempted', cause: error }))
    }
    return rows.map(({ index }, place) => ({ index, outcome: outcomes[place] ?? { kind: 'notAttempted' } }))
  }

  #end(outcomes: readonly IngestOutcome[], stopped?: CertSqlError): PortionEnd {
    const isCertain = outcomes.every(({ outcome }) => outcome.kind !== 'inDoubt')
    const finish = async () => {
      // A job that was stopped, or has rows in doubt, is what is known of them: the org keeps it for seven days.
      if (stopped !== undefined || !isCertain) return
      // The job goes last: until a ledger has its outcomes, it is where they are.
      await this.#tell('done')
      if (this.#jobId !== undefined) await quietly(this.#afterSent.delete(this.#jobId))
    }
    return { outcomes, failure: stopped, wasSent: this.#wasSent, finish }
  }

  /** Takes a job away that has not begun. */
  async #discard(jobId: string): Promise<void> {
    await quietly(this.#afterSent.abort(jobId))
    await quietly(this.#afterSent.delete(jobId))
  }

  async #tell(state: IngestStep, job?: BulkJob): Promise<void> {
    const { from, to } = this.portion
    const event: IngestEvent = {
      from,
      to,
      jobId: this.#jobId ?? '',
      state,
      ...(job?.rows === undefined ? {} : { processed: job.rows }),
      ...(job?.failedRows === undefined ? {} : { failed: job.failedRows }),
    }
    await this.context.options.onJob?.(event)
  }

  #stopError(): CertSqlError {
    const { cancelledBy, stop } = this.context.signals
    return cancelledError(cancelledBy ?? stop)
  }

  get #longestWait(): number {
    return this.context.options.pollMilliseconds ?? DEFAULT_POLL_POLICY.longestMilliseconds
  }
}

/** Waits, but no longer than until the signal. */
async function pauseUntil(milliseconds: number, signal: AbortSignal): Promise<void> {
  await quietly(pause(milliseconds, signal))
}

async function quietly(work: Promise<void>): Promise<void> {
  try {
    await work
  } catch (error) {
    if (!(error instanceof CertSqlError)) throw error
  }
}
