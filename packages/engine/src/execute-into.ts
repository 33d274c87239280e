import { type Column, quoteIdentifier, quoteText, uniqueNames } from '@certsql/core'
import type { PhysicalPlan } from '@certsql/planner'
import { throwIfCancelled } from './cancellation.js'
import { storagePath } from './duckdb/local-tables.js'
import type { ExecutionContext } from './execution-context.js'
import type { ExecutionStats } from './execution-stats.js'
import type { Notice } from './notice.js'
import { Execution } from './run/execution.js'
import { requireCallsForPlan } from './run/plan-budget.js'
import { type RowSink, runInto } from './run/run-into.js'

/** What it took to keep the rows of a query here. */
export interface KeptRows {
  readonly rows: number
  readonly stats: ExecutionStats
  readonly notices: readonly Notice[]
}

/** Where the rows of `CREATE TEMP TABLE` go. */
export interface LocalTableTarget {
  readonly storage: string
  readonly columns: readonly Column[]
}

/** Runs a plan that ends in the local database, and makes a table of its rows that the statements to come can read. */
export function createLocalTable(
  { storage, columns }: LocalTableTarget,
  plan: PhysicalPlan,
  context: ExecutionContext,
): Promise<KeptRows> {
  const names = columns.map(({ name }) => quoteIdentifier(name)).join(', ')
  const items = columns.map(({ name, type }, index) => {
    const isNull = plan.columns[index]?.type.kind === 'null' && type.kind === 'text'
    return isNull ? `CAST(${quoteIdentifier(name)} AS VARCHAR)` : quoteIdentifier(name)
  })
  return keep(
    {
      statement: (query) =>
        `CREATE TABLE ${storagePath(storage)} (${names}) AS SELECT ${items.join(', ')} FROM (${query}) AS rows (${names})`,
      finished: (session, rows) => session.keepTable(storage, rows),
    },
    plan,
    context,
  )
}

/** Where the rows of `COPY … TO` as Parquet go. */
export interface ParquetTarget {
  readonly path: string
  readonly compression: 'snappy' | 'zstd' | 'gzip' | 'uncompressed'
}

/** Runs a plan that ends in the local database, which writes its rows to a file. */
export function writeParquet(
  { path, compression }: ParquetTarget,
  plan: PhysicalPlan,
  context: ExecutionContext,
): Promise<KeptRows> {
  return keep({ statement: parquetStatement({ path, compression }, plan.columns) }, plan, context)
}

/** Half of what DuckDB takes: each thread holds some groups while it writes. */
const ROWS_OF_A_GROUP = 61_440

/** DuckDB's statement that writes the rows of a query with these columns, without a file of its own beside it. */
export function parquetStatement(
  { path, compression }: ParquetTarget,
  columns: readonly Column[],
): RowSink['statement'] {
  const names = uniqueNames(columns.map(({ name }) => name)).map(quoteIdentifier)
  return (query, types) => {
    const items = names.map((name, index) => parquetItem(name, types[index] ?? ''))
    return `COPY (SELECT ${items.join(', ')} FROM (${query}) AS rows (${names.join(', ')}))
      TO ${quoteText(path)} (FORMAT parquet, COMPRESSION ${compression},
        ROW_GROUP_SIZE ${ROWS_OF_A_GROUP}, USE_TMP_FILE false)`
  }
}

/** Parquet has no integers of 128 bits, and DuckDB would make doubles of them. */
function parquetItem(name: string, type: string): string {
  return type === 'HUGEINT' || type === 'UHUGEINT' ? `CAST(${name} AS DECIMAL(38,0)) AS ${name}` : name
}

async function keep(sink: RowSink, plan: PhysicalPlan, context: ExecutionContext): Promise<KeptRows> {
  const execution = new Execution(context)
  try {
    throwIfCancelled(execution.signal)
    await requireCallsForPlan(plan, execution)
    const rows = await runInto(sink, plan, execution)
    execution.stats.finish()
    return { rows, stats: execution.stats.snapshot(), notices: execution.notices.all }
  } finally {
    execution.stop()
  }
}
