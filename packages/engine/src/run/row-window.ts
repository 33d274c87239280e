import type { RowBatch } from '@certsql/core'
import type { RowWindow } from '@certsql/planner'

/** The rows of a window, and no request for one more than that. */
export async function* takeWindow(
  batches: AsyncIterable<RowBatch>,
  window: RowWindow,
): AsyncGenerator<RowBatch> {
  if (window.count === 0) return
  let skip = window.offset
  let take = window.count ?? Number.POSITIVE_INFINITY
  for await (const batch of batches) {
    const rows = skip === 0 && batch.rows.length <= take ? batch.rows : batch.rows.slice(skip, skip + take)
    skip = Math.max(0, skip - batch.rows.length)
    take -= rows.length
    if (rows.length > 0) yield { columns: batch.columns, rows }
    if (take === 0) return
  }
}
