import {
  type Column,
  ExactNumber,
  internalError,
  type JsonRecord,
  type JsonRecordValue,
  type SqlType,
  type SqlValue,
} from '@certsql/core'
import type { MetadataStage, ScanColumn, StagedQuery } from '@certsql/planner'
import type { DuckDbSession } from '../duckdb/duckdb-session.js'
import { StagedTable } from '../stage/staged-table.js'
import type { Execution } from './execution.js'
import { runStages, type Stage } from './run-stages.js'
import { stageScan } from './stage-scan.js'

/** Makes the tables that the residual of a plan reads, all at once but for those that wait for the keys of others. */
export async function stageScans(
  plan: StagedQuery,
  session: DuckDbSession,
  execution: Execution,
): Promise<void> {
  const stages: readonly Stage[] = [
    ...plan.metadata.map((stage) => ({
      name: stage.name,
      after: [],
      run: () => stageMetadata(stage, session, execution),
    })),
    ...plan.scans.map((scan) => ({
      name: scan.name,
      after: scan.keyed?.after ?? [],
      run: () => stageScan(scan, session, execution),
    })),
  ]
  // One scan that fails stops the others.
  await runStages(stages, () => execution.stop())
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
  await table.append(rows.map((row) => toRecord(row, stage.table.columns)))
  await table.finish()
}

/** A row in the clothes of a record, keyed by position. */
function toRecord(row: readonly SqlValue[], columns: readonly Column[]): JsonRecord {
  return Object.fromEntries(row.map((value, index) => [index, toRecordValue(value, columns[index]?.type)]))
}

function toRecordValue(value: SqlValue, type: SqlType | undefined): JsonRecordValue {
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'bigint') return new ExactNumber(value.toString())
  // A decimal with all its digits is a text.
  if (typeof value === 'string' && type?.kind === 'decimal') return new ExactNumber(value)
  return value as JsonRecordValue
}
