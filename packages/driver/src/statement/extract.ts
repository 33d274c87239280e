import { type Column, internalError } from '@certsql/core'
import type { ExtractedPage, ParquetTarget } from '@certsql/engine'
import type { StatementStats } from './answer.js'
import type { Notice } from './notice.js'
import { type OpenStatement, StatementRun } from './statement-run.js'
import type { StatementTrace } from './statement-trace.js'

/**
 * The pages of a statement as files that outlive the process; made by `connection.extract()`. It can be read once.
 * Nothing is asked of the org before the first page is asked for; leaving the loop leaves what can be gone on with.
 */
export class Extract implements AsyncIterable<ExtractedPage> {
  private readonly run: StatementRun<ExtractedPage>
  private opened: OpenExtract | undefined

  constructor(open: () => Promise<OpenExtract>, beginTrace: () => StatementTrace) {
    this.run = new StatementRun(async () => {
      this.opened = await open()
      return this.opened
    }, beginTrace)
  }

  /** The columns of the rows; plans the statement if that has not happened. */
  columns(): Promise<readonly Column[]> {
    return this.run.columns()
  }

  /** What this run has cost so far; undefined before it is planned. */
  get stats(): StatementStats | undefined {
    return this.run.stats
  }

  get notices(): readonly Notice[] {
    return this.run.notices
  }

  [Symbol.asyncIterator](): AsyncGenerator<ExtractedPage> {
    return this.run.pieces()
  }

  /**
   * Writes the rows of pages that were read, all of them or some, to a Parquet file; gives their number. It is for the
   * caller to take the file away when this fails.
   */
  writeParquet(pages: readonly ExtractedPage[], target: ParquetTarget): Promise<number> {
    if (this.opened === undefined) throw internalError('an extract has no pages before it is read.')
    return this.opened.writeParquet(pages, target)
  }
}

export interface OpenExtract extends OpenStatement<ExtractedPage> {
  writeParquet(pages: readonly ExtractedPage[], target: ParquetTarget): Promise<number>
}
