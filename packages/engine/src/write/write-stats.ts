import type { RowBatch } from '@certsql/core'
import { BusyTime } from '../busy-time.js'
import type { ResultStream } from '../execute.js'
import type { ExecutionStats } from '../execution-stats.js'
import type { RequestFigures } from '../remote-source.js'

/** What a write cost: the queries before and after it, and its own requests. */
export class WriteStats {
  private readonly start = performance.now()
  private end: number | undefined
  private readonly streams: ResultStream[] = []
  private readonly orgTime = new BusyTime()
  private calls = 0
  private bytes = 0
  private retries = 0
  private waitMilliseconds = 0
  private rows = 0
  private firstRow: number | undefined

  readonly onRequest = (request: RequestFigures): void => {
    this.calls += request.apiCalls
    this.bytes += request.bytes
    this.retries += request.retries
    this.waitMilliseconds += request.waitMilliseconds
    const end = performance.now()
    this.orgTime.add(end - request.milliseconds, end)
  }

  /** The rows of a query that is part of the write. */
  counted(stream: ResultStream): ResultStream {
    this.streams.push(stream)
    return stream
  }

  countRows(batch: RowBatch): void {
    this.firstRow ??= performance.now()
    this.rows += batch.rows.length
  }

  finish(): void {
    this.end ??= performance.now()
  }

  get apiCalls(): number {
    return this.streams.reduce((sum, { stats }) => sum + stats.apiCalls, this.calls)
  }

  snapshot(): ExecutionStats {
    const all = this.streams.map(({ stats }) => stats)
    const sum = (figure: (stats: ExecutionStats) => number) => total(all, figure)
    return {
      apiCalls: this.apiCalls,
      pages: sum((stats) => stats.pages),
      rowsFetched: sum((stats) => stats.rowsFetched),
      bytes: this.bytes + sum((stats) => stats.bytes),
      retries: this.retries + sum((stats) => stats.retries),
      waitMilliseconds: this.waitMilliseconds + sum((stats) => stats.waitMilliseconds),
      bulkJobs: sum((stats) => stats.bulkJobs),
      rows: this.rows,
      milliseconds: (this.end ?? performance.now()) - this.start,
      ...(this.firstRow !== undefined && { firstRowMilliseconds: this.firstRow - this.start }),
      phases: {
        orgMilliseconds: this.orgTime.milliseconds + sum(({ phases }) => phases.orgMilliseconds),
        localMilliseconds: sum(({ phases }) => phases.localMilliseconds),
        readerMilliseconds: sum(({ phases }) => phases.readerMilliseconds),
      },
      scans: all.flatMap((stats) => stats.scans),
    }
  }

  get notices() {
    return this.streams.flatMap(({ notices }) => notices)
  }
}

function total(all: readonly ExecutionStats[], figure: (stats: ExecutionStats) => number): number {
  return all.reduce((sum, stats) => sum + figure(stats), 0)
}
