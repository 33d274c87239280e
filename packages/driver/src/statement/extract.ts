import type { Column } from '@certsql/core'
import type { ExtractedPage } from '@certsql/engine'
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

  constructor(open: () => Promise<OpenStatement<ExtractedPage>>, beginTrace: () => StatementTrace) {
    this.run = new StatementRun(open, beginTrace)
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
}
