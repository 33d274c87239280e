import { type Column, internalError } from '@certsql/core'
import type { ExecutionStats } from '@certsql/engine'
import type { PlanningStats, StatementStats, Written } from './answer.js'
import type { Notice } from './notice.js'
import type { StatementTrace } from './statement-trace.js'

/** What a statement brings, piece by piece: batches of rows, or pages that are files. */
export interface Pieces<Piece> extends AsyncIterable<Piece> {
  readonly columns: readonly Column[]
  readonly notices: readonly Notice[]
  readonly stats: ExecutionStats
  /** Of statements that write. */
  readonly written?: Written | undefined
}

/** A statement that has been planned, with what the planning cost. */
export interface OpenStatement<Piece> {
  readonly answer: Pieces<Piece>
  readonly planning: PlanningStats
  /** `SELECT`, `INSERT`, `COMMIT`: what kind of statement it is. */
  readonly command: string
  /** Called when the pieces have ended, however they end. */
  release(): void
  /** Makes an error of the run point at the statement. */
  locate(error: unknown): unknown
}

/** One run of a statement, from its planning to its last piece; tracers hear of both ends. It can be read once. */
export class StatementRun<Piece> {
  private opening: Promise<OpenStatement<Piece>> | undefined
  private opened: OpenStatement<Piece> | undefined
  private trace: StatementTrace | undefined
  private isRead = false

  constructor(
    private readonly open: () => Promise<OpenStatement<Piece>>,
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

  get command(): string | undefined {
    return this.opened?.command
  }

  get written(): Written | undefined {
    return this.opened?.answer.written
  }

  get notices(): readonly Notice[] {
    return this.opened?.answer.notices ?? []
  }

  async *pieces(): AsyncGenerator<Piece> {
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

  private async openOnce(): Promise<OpenStatement<Piece>> {
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

  /** Whoever takes the pieces does so in a context of their own; what is asked of the org belongs to the statement. */
  private async *inTrace(answer: AsyncIterable<Piece>): AsyncGenerator<Piece> {
    const pieces = answer[Symbol.asyncIterator]()
    try {
      for (;;) {
        const piece = await this.inContext(() => pieces.next())
        if (piece.done === true) return
        yield piece.value
      }
    } finally {
      await pieces.return?.()
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
