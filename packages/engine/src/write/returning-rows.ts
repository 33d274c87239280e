import type { Column, RowBatch, SqlType, SqlValue } from '@certsql/core'
import {
  type Returning,
  type ReturningInput,
  readBackQuery,
  WRITTEN_TABLE,
  type WritePlan,
} from '@certsql/planner'
import { columnDecoder } from '../decode/column-decoder.js'
import { decimalOutput } from '../decode/decimal-output.js'
import { parseDecimal } from '../decode/exact-decimal.js'
import { execute } from '../execute.js'
import type { ExecutionContext } from '../execution-context.js'
import { Notices } from '../notice.js'
import { chunksOf } from './chunks-of.js'
import type { PendingRow } from './pending-row.js'
import type { WriteContext } from './write-context.js'
import type { WriteStats } from './write-stats.js'

/** A row that was written, or taken into a transaction. */
export interface WrittenRow {
  readonly row: PendingRow
  /** Its Id, or its reference in the transaction. */
  readonly id: string
  readonly action: 'INSERT' | 'UPDATE' | 'DELETE' | 'UNDELETE'
}

/** So many Ids in one query: well below what the address of a request takes. */
const IDS_PER_QUERY = 500

/** The calls that reading back takes. */
export function readBackCalls(returning: Returning | undefined, rows: number): number {
  const isReadBack = returning?.inputs.some(({ from }) => from.kind === 'readBack') === true
  return isReadBack ? Math.ceil(rows / IDS_PER_QUERY) : 0
}

/** The rows of RETURNING, read back where the statement does not know the values itself. */
export async function* returningRows(
  returning: Returning,
  { table }: WritePlan,
  written: readonly WrittenRow[],
  context: WriteContext,
  stats: WriteStats,
): AsyncGenerator<RowBatch> {
  if (written.length === 0) return
  const exact = withoutBudget(withExactDecimals(context))
  const readBack = await valuesReadBack(returning, table.name, written, exact, stats)
  const makers = inputMakers(returning.inputs, readBack)
  const rows = written.map((one) => makers.map((make) => make(one)))
  if (returning.plan === undefined) yield shownRows(returning, rows, context)
  else yield* stats.counted(execute(returning.plan, withWrittenRows(rows, context)))
}

/** These calls were counted before anything was sent. */
function withoutBudget(context: WriteContext): WriteContext {
  const { maxApiCalls: _, apiReserve: __, ...options } = context.options
  return { ...context, options }
}

/** Values on their way through a write keep all their digits, whatever `Decimals` says of results. */
export function withExactDecimals(context: WriteContext): WriteContext {
  return { ...context, options: { ...context.options, decimals: 'String' } }
}

function shownRows(
  { columns, shown = [] }: Returning,
  rows: readonly (readonly SqlValue[])[],
  { options }: WriteContext,
): RowBatch {
  const output = decimalOutput(options.decimals, new Notices())
  const show = (value: SqlValue, { type }: Column): SqlValue => {
    const exact = type.kind === 'decimal' && typeof value === 'string' ? parseDecimal(value) : undefined
    return exact === undefined || type.kind !== 'decimal' ? value : output.make(exact, type.scale)
  }
  return {
    columns,
    rows: rows.map((row) => columns.map((column, index) => show(row[shown[index] ?? -1] ?? null, column))),
  }
}

function withWrittenRows(
  rows: readonly (readonly SqlValue[])[],
  { metadataRows, ...context }: WriteContext,
): ExecutionContext {
  return {
    ...context,
    metadataRows: (table, options) =>
      table.name === WRITTEN_TABLE ? Promise.resolve(rows) : metadataRows(table, options),
  }
}

// ── Inputs ─────────────────────────────────────────────────────────────────────────────────────────────────────

type InputMaker = (written: WrittenRow) => SqlValue
type ReadBack = ReadonlyMap<string, readonly SqlValue[]>

/** How each input comes about, decided once. */
function inputMakers(inputs: readonly ReturningInput[], readBack: ReadBack): readonly InputMaker[] {
  const positions = { source: 0, readBack: 0 }
  const makerOf = ({ from, type }: ReturningInput): InputMaker => {
    switch (from.kind) {
      case 'id':
        return ({ id }) => id
      case 'action':
        return ({ action }) => action
      case 'sent':
        return sentValue(from.field, type)
      case 'source': {
        const position = positions.source++
        return ({ row }) => row.shown[position] ?? null
      }
      case 'readBack': {
        // The Id stands before the paths.
        const position = ++positions.readBack
        return ({ id }) => readBack.get(id)?.[position] ?? null
      }
    }
  }
  return inputs.map(makerOf)
}

/** As if the org had sent it. A reference of a transaction is a text until COMMIT. */
function sentValue(field: string, type: SqlType): InputMaker {
  const decode = columnDecoder(
    { name: field, type, path: [field], compound: false },
    decimalOutput('String', new Notices()),
  )
  return ({ row }) => decode({ [field]: row.record[field] ?? null })
}

async function valuesReadBack(
  { inputs }: Returning,
  table: string,
  written: readonly WrittenRow[],
  context: WriteContext,
  stats: WriteStats,
): Promise<ReadBack> {
  const values = new Map<string, readonly SqlValue[]>()
  const paths = inputs.flatMap(({ from }) => (from.kind === 'readBack' ? [from.path] : []))
  if (paths.length === 0) return values
  const ids = [...new Set(written.map(({ id }) => id))]
  for (const some of chunksOf(ids, IDS_PER_QUERY)) {
    const plan = await context.planQuery(readBackQuery(table, paths, some))
    for await (const { rows } of stats.counted(execute(plan, context))) {
      for (const row of rows) values.set(String(row[0]), row)
    }
  }
  return values
}
