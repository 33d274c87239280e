import type { PendingRow } from './pending-row.js'

/** The rows with those of one parent together; their order is kept otherwise. */
export function byParent(rows: readonly PendingRow[]): readonly PendingRow[] {
  const groups = new Map<string, PendingRow[]>()
  for (const row of rows) {
    const key = parentOf(row)
    const group = groups.get(key) ?? []
    group.push(row)
    groups.set(key, group)
  }
  return [...groups.values()].flat()
}

/** What the lookups of the record say: its master first, since saving a detail locks it. */
function parentOf({ action, record }: PendingRow): string {
  const lookups = action.columns.filter(({ target }) => target.column.fieldType === 'reference')
  const master = lookups.find(({ target }) => target.column.field.cascadeDelete === true) ?? lookups[0]
  if (master === undefined) return ''
  const { target } = master
  const value =
    record[target.column.name] ?? (target.kind === 'parent' ? record[target.relationship.name] : null)
  return JSON.stringify(value ?? null)
}
