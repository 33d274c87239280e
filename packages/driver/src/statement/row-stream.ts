import { type Column, internalError, type RowBatch } from '@certsql/core'
import type { Answer, PlanningStats, StatementStats } from './answer.js'
import type { Notice } from './notice.js'
import { type RowObject, rowObjects } from './row-objects.js'
import type { StatementTrace } from './statement-trace.js'

/** A statement that has been planned, with what the planning cost. */
export interface OpenAnswer {
  readonly answer: Answer
  readonly planning: PlanningStats
  /** Called when the rows have ended, however they end. */
  release(): void
  /** Makes an error of the run point at the statement. */
  locate(error: unknown): unknown
}

/**
 * The rows of a statement as they come; made by `connection.stream()`. It can be read once, as objects or in batches.
 * Nothing is asked of the org before the first row is asked for, and nothing any more after the loop is left.
 *
 * ```ts
 * for await (const row of connection.stream('SELECT Id, Name FROM Account')) {
 *   if (row.Name === 'Acme') break
 * }
 * ```
 */
export class RowStream implements AsyncIterable<RowObject> {
  private opening: Promise<OpenAnswer> | undefined
  private opened: OpenAnswer | undefined
  private isRead = false

  private trace: StatementTrace | undefined

  constructor(
    private readonly open: () => Promise<OpenAnswer>,
    private readonly beginTrace?: () => StatementTrace,
  ) {}

  /** The columns; plans the statement if that has not happened. */
  async columns(): Promise<readonly Column[]> {
    return (await this.openOnce()).answer.columns
  }

  /** What it has cost so far; undefined before it is planned. */
  get stats(): StatementStats | undefined {
    return this.opened && { ...this.opened.answer.stats, ...this.opened.planning }
  }

  get notices(): readonly Notice[] {
    return this.opened?.answer.notices ?? []
  }

  /** Rows as arrays, in batches: usually a page of the org each. The fastest way to read. */
  async *batches(): AsyncGenerator<RowBatch> {
    if (this.isRead) throw internalError('the rows of a stream can be read once.')
    this.isRead = true
    const { answer, release, locate } = await this.openOnce()
    let failure: unknown
    try {
      yield* this.inTrace(answer)
    } catch (error) {
      failure = locate(error)
      throw failure
    } finally {
      release()
      this.endTrace(failure)
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<RowObject> {
    let toObject: ((row: RowBatch['rows'][number]) => RowObject) | undefined
    for await (const { columns, rows } of this.batches()) {
      toObject ??= rowObjects(columns)
      for (const row of rows) yield toObject(row)
    }
  }

  private async openOnce(): Promise<OpenAnswer> {
    this.trace ??= this.beginTrace?.()
    this.opening ??= this.inContext(this.open)
    try {
      this.opened = await this.opening
      return this.opened
    } catch (error) {
      this.endTrace(error)
      throw error
    }
  }

  /** Whoever takes the rows does so in a context of their own; what is asked of the org belongs to the statement. */
  private async *inTrace(answer: Answer): AsyncGenerator<RowBatch> {
    const batches = answer[Symbol.asyncIterator]()
    try {
      for (;;) {
        const batch = await this.inContext(() => batches.next())
        if (batch.done === true) return
        yield batch.value
      }
    } finally {
      await batches.return?.()
    }
  }

  private inContext<T>(work: () => T): T {
    return this.trace === undefined ? work() : this.trace.run(work)
  }

  private endTrace(error: unknown): void {
    const { stats, notices } = this
    this.trace?.end({ ...(stats && { stats }), notices, ...(error !== undefined && { error }) })
  }
}
