import { type Column, quoteIdentifier, type RowBatch, type SqlType, TEXT, valueText } from '@certsql/core'
import { duckDbTypeName } from './duckdb/duckdb-type.js'
import { storagePath } from './duckdb/local-tables.js'
import type { LocalTableTarget } from './execute-into.js'
import type { ExecutionContext } from './execution-context.js'
import { inSession } from './run/in-session.js'
import { StagedTable } from './stage/staged-table.js'

/** The name of the table that the rows pass through. */
const PASSAGE = 'kept_rows'

/**
 * Makes a local table of rows that are here already: those of a result. They pass as text, which every type has and
 * none loses anything in.
 */
export async function keepRows(
  { storage, columns }: LocalTableTarget,
  rows: RowBatch['rows'],
  context: ExecutionContext,
): Promise<void> {
  await inSession(context, async (session) => {
    const passing = columns.map((_, index) => ({
      name: `c${index}`,
      type: TEXT,
      path: [String(index)],
      compound: false,
    }))
    const table = await StagedTable.create(session, PASSAGE, passing)
    await table.append(rows.map((row) => textsOf(row, columns)))
    await table.finish()
    const items = columns.map(
      ({ name, type }, index) => `CAST(c${index} AS ${castName(type)}) AS ${quoteIdentifier(name)}`,
    )
    await session.run(`CREATE TABLE ${storagePath(storage)} AS SELECT ${items.join(', ')} FROM ${PASSAGE}`)
    session.keepTable(storage, rows.length)
  })
}

function textsOf(row: RowBatch['rows'][number], columns: readonly Column[]): Record<string, string | null> {
  return Object.fromEntries(
    columns.map(({ type }, index) => {
      const value = row[index] ?? null
      return [index, value === null ? null : valueText(value, type)]
    }),
  )
}

function castName(type: SqlType): string {
  if (type.kind === 'interval') return 'INTERVAL'
  return type.kind === 'list' ? `${castName(type.element)}[]` : duckDbTypeName(type)
}
