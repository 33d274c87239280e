import { readFile } from 'node:fs/promises'
import { CertSqlError, internalError, quoteIdentifier } from '@certsql/core'
import type { PhysicalPlan, ScanPlan } from '@certsql/planner'
import { throwIfCancelled } from './cancellation.js'
import { csvLayout } from './decode/csv-columns.js'
import { csvHeader } from './decode/csv-rows.js'
import type { DuckDbSession } from './duckdb/duckdb-session.js'
import { type ParquetTarget, parquetStatement } from './execute-into.js'
import type { ExecutionContext } from './execution-context.js'
import { requireOneBulkScan } from './extract-plan.js'
import type { ExtractedFile } from './remote-source.js'
import { inSession } from './run/in-session.js'
import { selectFromCsv } from './stage/csv-select.js'
import { NOT_FOR_ANOTHER_TRY, StagedTable } from './stage/staged-table.js'

/**
 * Writes the rows of all pages of an extract to a Parquet file; gives their number. DuckDB reads the pages itself, so
 * that memory holds a few of their blocks, however many pages there are.
 */
export async function writeExtractAsParquet(
  plan: PhysicalPlan,
  pages: readonly ExtractedFile[],
  target: ParquetTarget,
  context: ExecutionContext,
): Promise<number> {
  const scan = requireOneBulkScan(plan)
  return await inSession(context, async (session, signal) => {
    throwIfCancelled(signal)
    await bringPages(scan, pages, session)
    const query = queryOf(plan)
    const statement = parquetStatement(target, plan.columns)(query, await session.typesOf(query))
    try {
      return await session.count(statement)
    } catch (error) {
      if (!(error instanceof CertSqlError) || NOT_FOR_ANOTHER_TRY.has(error.code)) throw error
      // Most often a number too long for its column, which is to widen it.
      await session.run(`DROP VIEW IF EXISTS ${quoteIdentifier(scan.name)}`)
      await stagePages(scan, pages, session)
      return await session.count(parquetStatement(target, plan.columns)(query, await session.typesOf(query)))
    }
  })
}

/** A view of all pages under the name of the scan. */
async function bringPages(scan: ScanPlan, pages: readonly ExtractedFile[], session: DuckDbSession) {
  const filled = pages.filter(({ bytes }) => bytes > 0)
  const [first] = filled
  if (first === undefined) return await stagePages(scan, [], session)
  const layout = csvLayout(csvHeader(await readFile(first.path)))
  const names = scan.columns.map(({ name }) => quoteIdentifier(name)).join(', ')
  const paths = filled.map(({ path }) => path)
  await session.run(
    `CREATE TEMP VIEW ${quoteIdentifier(scan.name)} (${names}) AS ${selectFromCsv(paths, layout, scan.columns)}`,
  )
}

async function stagePages(scan: ScanPlan, pages: readonly ExtractedFile[], session: DuckDbSession) {
  const table = await StagedTable.create(session, scan.name, scan.columns)
  try {
    for (const { path } of pages) await table.appendCsv(await readFile(path))
    await table.finish()
  } finally {
    table.abandon()
  }
}

function queryOf(plan: PhysicalPlan): string {
  if (plan.kind === 'PagewiseQuery') return plan.residual.sql
  if (plan.kind !== 'RemoteQuery') throw internalError(`a ${plan.kind} has no pages.`)
  const { scan, outputs } = plan
  const items = outputs.map((index) => quoteIdentifier(scan.columns[index]?.name ?? ''))
  return `SELECT ${items.join(', ')} FROM ${quoteIdentifier(scan.name)}`
}
