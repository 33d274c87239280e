import type { Column, RowBatch } from '@certsql/core'
import type { StatementStats, Written } from './answer.js'
import type { Notice } from './notice.js'
import { type RowObject, rowObjects } from './row-objects.js'
import { type OpenStatement, StatementRun } from './statement-run.js'
import type { StatementTrace } from './statement-trace.js'

export type OpenAnswer = OpenStatement<RowBatch>

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
  private readonly run: StatementRun<RowBatch>

  constructor(open: () => Promise<OpenAnswer>, beginTrace?: () => StatementTrace) {
    this.run = new StatementRun(open, beginTrace)
  }

  /** The columns; plans the statement if that has not happened. */
  columns(): Promise<readonly Column[]> {
    return this.run.columns()
  }

  /** What it has cost so far; undefined before it is planned. */
  get stats(): StatementStats | undefined {
    return this.run.stats
  }

  /** `SELECT`, `INSERT`, `COMMIT`; undefined before the statement is planned. */
  get command(): string | undefined {
    return this.run.command
  }

  /** What a write has done so far; undefined for statements that only read. */
  get written(): Written | undefined {
    return this.run.written
  }

  get notices(): readonly Notice[] {
    return this.run.notices
  }

  /** Rows as arrays, in batches: usually a page of the org each. The fastest way to read. */
  batches(): AsyncGenerator<RowBatch> {
    return this.run.pieces()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<RowObject> {
    let toObject: ((row: RowBatch['rows'][number]) => RowObject) | undefined
    for await (const { columns, rows } of this.batches()) {
      toObject ??= rowObjects(columns)
      for (const row of rows) yield toObject(row)
    }
  }
}
