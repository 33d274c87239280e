import type { JsonRecordValue } from '@certsql/core'
import { type ParentTarget, parentQuery, type WriteColumn, type WritePlan } from '@certsql/planner'
import { execute } from '../execute.js'
import type { WriteRecord } from '../remote-writes.js'
import { chunksOf } from './chunks-of.js'
import type { PendingRow } from './pending-row.js'
import { RowProblems } from './row-problem.js'
import type { WriteContext } from './write-context.js'
import type { WriteStats } from './write-stats.js'

type NamedParent = WriteColumn & { readonly target: ParentTarget }

/** Puts Ids at the place of parents that are named by a field which the org does not take for that. */
export async function resolveParents(
  rows: readonly PendingRow[],
  plan: WritePlan,
  context: WriteContext,
  stats: WriteStats,
): Promise<readonly PendingRow[]> {
  const problems = new RowProblems()
  const resolved = await resolveWhereKnown(rows, plan, context, stats, problems)
  problems.throwIfAny()
  return resolved
}

/** The same; parents that are not found are told of, and their rows stay as they are. */
export async function resolveWhereKnown(
  rows: readonly PendingRow[],
  plan: WritePlan,
  context: WriteContext,
  stats: WriteStats,
  problems: RowProblems,
): Promise<readonly PendingRow[]> {
  const columns = namedParents(plan)
  if (columns.length === 0) return rows
  let resolved = rows
  for (const column of columns) {
    const parents = await findParents(column, resolved, plan, context, stats)
    resolved = resolved.map((row) => withParent(row, column, parents, problems))
  }
  return resolved
}

function namedParents({ actions }: WritePlan): readonly NamedParent[] {
  const byName = new Map<string, NamedParent>()
  for (const column of actions.flatMap((action) => action.columns)) {
    const { target } = column
    if (target.kind === 'parent' && target.resolvedBy === 'here')
      byName.set(column.name, { ...column, target })
  }
  return [...byName.values()]
}

/** Ids by the text of the field as it is, and by its folded text: the org compares without case. */
interface Parents {
  readonly exact: ReadonlyMap<string, readonly string[]>
  readonly folded: ReadonlyMap<string, readonly string[]>
}

const VALUES_PER_QUERY = 200

async function findParents(
  { target }: NamedParent,
  rows: readonly PendingRow[],
  { table }: WritePlan,
  context: WriteContext,
  stats: WriteStats,
): Promise<Parents> {
  const values = new Set(rows.flatMap(({ record }) => keyOf(record, target) ?? []))
  const exact = new Map<string, string[]>()
  const folded = new Map<string, string[]>()
  for (const some of chunksOf([...values], VALUES_PER_QUERY)) {
    const plan = await context.planQuery(parentQuery(target, some, table))
    for await (const { rows: found } of stats.counted(execute(plan, context))) {
      for (const [id, text] of found) {
        add(exact, String(text), String(id))
        add(folded, String(text).toUpperCase(), String(id))
      }
    }
  }
  return { exact, folded }
}

function add(ids: Map<string, string[]>, key: string, id: string): void {
  const known = ids.get(key)
  if (known === undefined) ids.set(key, [id])
  else known.push(id)
}

function keyOf(record: WriteRecord, { relationship, key }: ParentTarget): string | undefined {
  const named = record[relationship.name]
  if (typeof named !== 'object' || named === null || !(key.name in named)) return undefined
  return String((named as WriteRecord)[key.name])
}

function withParent(
  row: PendingRow,
  { target, name }: NamedParent,
  { exact, folded }: Parents,
  problems: RowProblems,
): PendingRow {
  const value = keyOf(row.record, target)
  if (value === undefined) return row
  const ids = exact.get(value) ?? folded.get(value.toUpperCase()) ?? []
  const [id] = ids
  if (id === undefined || ids.length > 1) {
    problems.add({
      row: row.row,
      column: name,
      value,
      message:
        id === undefined
          ? `is the ${target.key.name} of no ${target.parent.name}`
          : `is the ${target.key.name} of ${ids.length} records: ${ids.join(', ')}`,
    })
    return row
  }
  const { [target.relationship.name]: _, ...others } = row.record
  const record: Record<string, JsonRecordValue> = { ...others, [target.column.name]: id }
  return { ...row, record }
}
