import type { RowBatch } from '@certsql/core'
import type { StagedQuery } from '@certsql/planner'
import { readChunks } from '../duckdb/read-chunks.js'
import type { Execution } from './execution.js'
import { residualSql } from './residual-sql.js'
import { stageScans } from './stage-scans.js'

/** Scans become tables of DuckDB; then the residual's answer streams out. */
export async function* runStagedQuery(plan: StagedQuery, outer: Execution): AsyncGenerator<RowBatch> {
  const execution = outer.fork()
  const session = await execution.openSession(plan)
  try {
    await stageScans(plan, session, execution)
    const chunks = await session.stream(await residualSql(plan.residual, session))
    yield* readChunks(chunks, plan.columns, execution.readerContext(session))
  } finally {
    execution.stop()
    session.close()
  }
}
