import { LOCAL_STORAGE } from '../local/local-relation.js'
import type { LogicalPlan } from '../logical/logical-plan.js'
import { visitPlan } from '../logical/map-plan.js'
import type { PlanColumn } from '../logical/plan-column.js'
import { isStagedSource, type StagedSource } from './staged-source.js'

/** A table of the local database, and those of its columns that its rows are grouped by. */
export interface TableKeys {
  readonly path: readonly string[]
  readonly keys: readonly string[]
}

export interface TextGrouping {
  /** Those that its rows come from. */
  readonly tables: readonly TableKeys[]
  /** Whether a sample decides, whatever it says. */
  readonly isSampled: boolean
}

/** What is grouped, and by which of its columns. */
export interface GroupedRows {
  readonly inputs: readonly LogicalPlan[]
  readonly keys: readonly PlanColumn[]
  readonly isSampled?: boolean
}

/** The names that a residual knows staged tables and their columns by. */
export interface StagedNames {
  table(source: StagedSource): string | undefined
  column(column: PlanColumn): string
}

/**
 * The groupings by texts of a residual, in the order in which they are lowered. Where rows agree often, they are told apart
 * byte by byte first, and the few spellings that are left put together; where nearly each row has a text of its own, that
 * would be work for nothing. Which it is can be seen once the tables are there.
 */
export class TextGroupings {
  readonly found: TextGrouping[] = []

  /** `varied`: the indexes of those whose rows hardly agree. */
  constructor(private readonly varied: ReadonlySet<number>) {}

  /** Adds a grouping; gives whether its rows agree often, as far as is known. */
  add({ inputs, keys, isSampled = false }: GroupedRows, names: StagedNames): boolean {
    const ids = new Set(keys.map(({ id }) => id))
    const tables: TableKeys[] = []
    for (const input of inputs)
      visitPlan(input, (node) => {
        const table = isStagedSource(node) ? stagedKeys(node, ids, names) : localKeys(node, ids)
        if (table !== undefined) tables.push(table)
      })
    const known = tables.flatMap((table) => table.keys).length
    if (isSampled && known < ids.size) return false
    if (known === 0) return true
    this.found.push({ tables, isSampled })
    return !this.varied.has(this.found.length - 1)
  }
}

function stagedKeys(
  source: StagedSource,
  ids: ReadonlySet<number>,
  names: StagedNames,
): TableKeys | undefined {
  const name = names.table(source)
  if (name === undefined) return undefined
  const keys = source.columns.filter(({ id }) => ids.has(id)).map((column) => names.column(column))
  return { path: [name], keys }
}

function localKeys(plan: LogicalPlan, ids: ReadonlySet<number>): TableKeys | undefined {
  if (plan.kind !== 'LocalScan' || plan.table.kind !== 'LocalTable') return undefined
  const { table, columns } = plan
  const keys = table.columns.filter((_, index) => hasId(columns[index], ids)).map(({ name }) => name)
  return { path: [LOCAL_STORAGE, table.storage], keys }
}

function hasId(column: PlanColumn | undefined, ids: ReadonlySet<number>): boolean {
  return column !== undefined && ids.has(column.id)
}
