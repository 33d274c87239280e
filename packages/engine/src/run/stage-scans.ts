import {
  ExactNumber,
  internalError,
  type JsonRecord,
  type JsonRecordValue,
  type SqlValue,
} from '@certsql/core'
import type { MetadataStage, ScanColumn, ScanPlan, StagedQuery } from '@certsql/planner'
import type { DuckDbSession } from '../duckdb/duckdb-session.js'
import { StagedTable } from '../stage/staged-table.js'
import { runBounded } from './bounded-parallel.js'
import type { Execution } from './execution.js'
import { scanBatches } from './scan-batches.js'

/** Makes the tables that the residual of a plan reads, all at once and in any order. */
export async function stageScans(
  plan: StagedQuery,
  session: DuckDbSession,
  execution: Execution,
): Promise<void> {
  const stages = [
    ...plan.metadata.map((stage) => () => stageMetadata(stage, session, execution)),
    ...plan.scans.map((scan) => () => stageScan(scan, session, execution)),
  ]
  // One scan that fails stops the others.
  await runBounded(stages, execution.context.options.maxConcurrency, () => execution.stop())
}

async function stageScan(scan: ScanPlan, session: DuckDbSession, execution: Execution): Promise<void> {
  const table = await StagedTable.create(session, scan.name, scan.columns)
  try {
    for await (const batch of scanBatches(scan, execution)) {
      if (batch.kind === 'records') await table.append(batch.records)
      else batch.countRows(await table.appendCsv(batch.csv))
    }
    await table.finish()
  } finally {
    table.abandon()
  }
}

async function stageMetadata(
  stage: MetadataStage,
  session: DuckDbSession,
  execution: Execution,
): Promise<void> {
  const columns = stage.columns.map((index, position): ScanColumn => {
    const name = stage.names[position]
    const column = stage.table.columns[index]
    if (name === undefined || column === undefined) throw internalError('a metadata column has no name.')
    return { name, type: column.type, path: [String(index)], compound: false }
  })
  const table = await StagedTable.create(session, stage.name, columns)
  const rows = await execution.context.metadataRows(stage.table, {
    signal: execution.signal,
    objects: stage.objects,
  })
  await table.append(rows.map(toRecord))
  await table.finish()
}

/** A row in the clothes of a record, keyed by position. */
function toRecord(row: readonly SqlValue[]): JsonRecord {
  return Object.fromEntries(row.map((value, index) => [index, toRecordValue(value)]))
}

function toRecordValue(value: SqlValue): JsonRecordValue {
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'bigint') return new ExactNumber(value.toString())
  return value as JsonRecordValue
}
