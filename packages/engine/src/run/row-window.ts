import type { RowBatch } from '@certsql/core'
import type { RowWindow } from '@certsql/planner'

/** How many rows a window still waits for: it skips some and takes some, and all of them must be fetched. */
export class WantedRows {
  #left: number

  constructor({ offset, count }: RowWindow) {
    this.#left = count === undefined ? Number.POSITIVE_INFINITY : offset + count
  }

  count(rows: number): void {
    this.#left -= rows
  }

  /** Whether there must be more, even if so many records are all rows that are wanted. */
  areMoreThan(records: number): boolean {
    return this.#left > records
  }
}

/** The rows of a window, and no request for one more than that. */
export async function* takeWindow(
  batches: AsyncIterable<RowBatch>,
  window: RowWindow,
  wanted: WantedRows,
): AsyncGenerator<RowBatch> {
  if (window.count === 0) return
  let skip = window.offset
  let take = window.count ?? Number.POSITIVE_INFINITY
  for await (const batch of batches) {
    const rows = skip === 0 && batch.rows.length <= take ? batch.rows : batch.rows.slice(skip, skip + take)
    skip = Math.max(0, skip - batch.rows.length)
    take -= rows.length
    wanted.count(batch.rows.length)
    if (rows.length > 0) yield { columns: batch.columns, rows }
    if (take === 0) return
  }
}
