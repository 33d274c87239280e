import { type Column, decimal, ID, type RowBatch, type SqlType, type SqlValue, TEXT } from '@certsql/core'
import type {
  PagewiseQuery,
  PhysicalPlan,
  RemoteQuery,
  ResidualQuery,
  RowWindow,
  ScanCertificate,
  ScanColumn,
  ScanPlan,
  StagedQuery,
} from '@certsql/planner'
import { parseStatement } from '@certsql/sql'
import { type EngineOptions, type ExecutionContext, execute, LocalDatabase } from '../../src/index.js'
import type { RemoteSource } from '../../src/remote-source.js'

export const ALL: RowWindow = { offset: 0 }

export function scanColumn(name: string, type: SqlType, path: readonly string[] = [name]): ScanColumn {
  return { name, type, path, compound: false }
}

export const ACCOUNT_COLUMNS = [
  scanColumn('Id', ID),
  scanColumn('Name', TEXT),
  scanColumn('Amount', decimal(18, 2)),
]

export function scanPlan(
  soql: string,
  columns: readonly ScanColumn[] = ACCOUNT_COLUMNS,
  certificates: readonly ScanCertificate[] = [],
): ScanPlan {
  return {
    id: 1,
    name: soql,
    object: 'Account',
    soql,
    includeDeleted: false,
    columns,
    aggregate: certificates.length > 0,
    certificates,
    trustedSums: [],
    transport: { kind: 'rest', reason: 'few records' },
    estimate: {},
    notes: [],
  }
}

export function remoteQuery(scan: ScanPlan, window: RowWindow = ALL): RemoteQuery {
  const columns = scan.columns.map(({ name, type }): Column => ({ name, type }))
  return { kind: 'RemoteQuery', scan, columns, outputs: columns.map((_, index) => index), window }
}

/** The engine runs the text; the trees are for EXPLAIN. */
function residual(sql: string): ResidualQuery {
  const statement = parseStatement('SELECT 1')
  if (statement.kind !== 'QueryStatement') throw new Error('A query was parsed as something else.')
  return { sql, query: statement.query, plan: { kind: 'ValuesRows', rows: [], columns: [] } }
}

export function pagewiseQuery(
  scan: ScanPlan,
  sql: string,
  columns: readonly Column[],
  window: RowWindow = ALL,
): PagewiseQuery {
  return { kind: 'PagewiseQuery', scan, residual: residual(sql), columns, window }
}

export function stagedQuery(
  scans: readonly ScanPlan[],
  sql: string,
  columns: readonly Column[],
): StagedQuery {
  return {
    kind: 'StagedQuery',
    scans,
    metadata: [],
    localTables: [],
    files: [],
    residual: residual(sql),
    columns,
  }
}

const databases: LocalDatabase[] = []

/** Closed by `closeDatabases`. */
export function openDatabase(): LocalDatabase {
  const database = new LocalDatabase({ memoryLimit: '500MB', threads: 2, allowLocalFiles: false })
  databases.push(database)
  return database
}

export function closeDatabases(): void {
  for (const database of databases.splice(0)) database.close()
}

export function contextOver(
  source: RemoteSource,
  options: Partial<EngineOptions> & { readonly signal?: AbortSignal } = {},
): ExecutionContext {
  const { signal, ...engineOptions } = options
  return {
    source,
    database: openDatabase(),
    metadataRows: () => Promise.reject(new Error('No metadata in this test.')),
    options: { decimals: 'Number', timeZone: 'UTC', maxConcurrency: 4, ...engineOptions },
    signal,
  }
}

export async function rowsOf(
  plan: PhysicalPlan,
  source: RemoteSource,
  options: Partial<EngineOptions> = {},
): Promise<(readonly SqlValue[])[]> {
  return flatten(execute(plan, contextOver(source, options)))
}

export async function flatten(batches: AsyncIterable<RowBatch>): Promise<(readonly SqlValue[])[]> {
  const rows: (readonly SqlValue[])[] = []
  for await (const batch of batches) rows.push(...batch.rows)
  return rows
}
