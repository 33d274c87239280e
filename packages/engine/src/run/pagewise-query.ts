import type { RowBatch } from '@certsql/core'
import type { PagewiseQuery } from '@certsql/planner'
import { readChunks } from '../duckdb/read-chunks.js'
import { PageView } from '../stage/page-view.js'
import type { Execution } from './execution.js'
import { takeWindow, WantedRows } from './row-window.js'
import { scanPages } from './scan-pages.js'

/**
 * Row-wise work on each page, while the next one is on its way. Of a window it is asked for ahead only if it is wanted
 * even should all records of this page pass.
 */
export function runPagewiseQuery(plan: PagewiseQuery, execution: Execution): AsyncGenerator<RowBatch> {
  const wanted = new WantedRows(plan.window)
  return takeWindow(workedPages(plan, execution, wanted), plan.window, wanted)
}

async function* workedPages(
  plan: PagewiseQuery,
  execution: Execution,
  wanted: WantedRows,
): AsyncGenerator<RowBatch> {
  const { scan, residual, columns } = plan
  const session = await execution.openSession()
  const view = new PageView(session, scan.name, scan.columns, residual.sql)
  try {
    for await (const records of scanPages(scan, execution, wanted)) {
      for await (const chunks of view.run(records)) {
        yield* readChunks(chunks, columns, execution.readerContext(session))
      }
    }
  } finally {
    view.close()
    session.close()
  }
}
