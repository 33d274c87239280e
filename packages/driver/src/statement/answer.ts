import type { Column, RowBatch, SqlValue } from '@certsql/core'
import type { ExecutionStats, ResultStream, WriteReport, WriteStream } from '@certsql/engine'
import type { Notice } from './notice.js'

/** What a statement cost. */
export interface StatementStats extends ExecutionStats {
  /** From the text to the plan, missing describes included. */
  readonly planMilliseconds: number
  /** API calls for describes and record counts; none once they are cached. Not part of `apiCalls`. */
  readonly metadataCalls: number
}

export type PlanningStats = Pick<StatementStats, 'planMilliseconds' | 'metadataCalls'>

/** What a write has done, as of now. */
export interface Written {
  /** Records that were changed; in a transaction those that COMMIT will change. */
  readonly affectedRows: number
  /** What became of each row; undefined where nothing was sent. */
  readonly report: WriteReport | undefined
}

/** The rows of a statement on their way, whatever kind of statement it is. */
export interface Answer extends AsyncIterable<RowBatch> {
  readonly columns: readonly Column[]
  readonly notices: readonly Notice[]
  readonly stats: ExecutionStats
  /** Of statements that write. */
  readonly written?: Written | undefined
}

/** The answer to a write. */
export function writeAnswer(write: WriteStream): Answer {
  return {
    columns: write.columns,
    get notices() {
      return write.notices
    },
    get stats() {
      return write.stats
    },
    get written() {
      return { affectedRows: write.affectedRows, report: write.report }
    },
    [Symbol.asyncIterator]: () => write[Symbol.asyncIterator](),
  }
}

/** Rows that are there already. */
export function heldAnswer(
  columns: readonly Column[],
  rows: readonly (readonly SqlValue[])[],
  facts: {
    readonly stats?: ExecutionStats
    readonly notices?: readonly Notice[]
    readonly written?: Written | undefined
  } = {},
): Answer {
  const { stats = NO_COST, notices = [], written } = facts
  return {
    columns,
    notices,
    written,
    stats: { ...stats, rows: rows.length },
    async *[Symbol.asyncIterator]() {
      if (rows.length > 0) yield { columns, rows }
    },
  }
}

export const NO_COST: ExecutionStats = {
  apiCalls: 0,
  pages: 0,
  rowsFetched: 0,
  bytes: 0,
  retries: 0,
  waitMilliseconds: 0,
  bulkJobs: 0,
  rows: 0,
  milliseconds: 0,
  phases: { orgMilliseconds: 0, localMilliseconds: 0, readerMilliseconds: 0 },
  scans: [],
}

/** The first rows of a result, and a notice when there were more. */
export function limitRows(result: ResultStream, maxRows: number): Answer {
  if (maxRows === 0) return result
  const notices: Notice[] = []
  return {
    columns: result.columns,
    get stats() {
      return result.stats
    },
    get notices() {
      return [...result.notices, ...notices]
    },
    async *[Symbol.asyncIterator]() {
      let left = maxRows
      for await (const batch of result) {
        const rows = batch.rows.length <= left ? batch.rows : batch.rows.slice(0, left)
        if (rows.length > 0) yield { columns: batch.columns, rows }
        left -= rows.length
        if (rows.length < batch.rows.length) {
          notices.push({
            kind: 'maxRows',
            message: `There are more rows than the ${maxRows} that MaxRows allows.`,
          })
          return
        }
      }
    },
  }
}

/** The answer, and beside its own notices those that come from elsewhere while it is made. */
export function withNotices(answer: Answer, others: () => readonly Notice[]): Answer {
  return {
    columns: answer.columns,
    get stats() {
      return answer.stats
    },
    get notices() {
      return [...answer.notices, ...others()]
    },
    get written() {
      return answer.written
    },
    [Symbol.asyncIterator]: () => answer[Symbol.asyncIterator](),
  }
}
