import { formatSqlType } from '@certsql/core'
import type { Table, TableColumn } from '@certsql/driver'
import type { NamedCandidate } from './match-names.js'
import type { ScopeTable } from './scope-tables.js'

/** Columns of the tables in scope; with the alias where two tables have the same. */
export function columnCandidates(scope: readonly ScopeTable[]): readonly NamedCandidate[] {
  const counts = new Map<string, number>()
  for (const { table } of scope) {
    for (const { name } of table.columns) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return scope.flatMap(({ qualifier, table }) => [
    ...table.columns.map((column) => {
      const candidate = columnCandidate(column)
      const isShared = (counts.get(column.name) ?? 0) > 1
      return isShared ? { ...candidate, text: `${qualifier}.${column.name}` } : candidate
    }),
    ...(scope.length > 1 ? [] : lookupCandidates(table)),
  ])
}

/** What may follow the dot behind a table. */
export function memberCandidates(table: Table): readonly NamedCandidate[] {
  return [...table.columns.map(columnCandidate), ...lookupCandidates(table)]
}

function columnCandidate({ name, label, type }: TableColumn): NamedCandidate {
  return { text: name, detail: `${formatSqlType(type)} · ${label}`, label }
}

function lookupCandidates(table: Table): readonly NamedCandidate[] {
  return table.parents
    .filter(({ polymorphic }) => !polymorphic)
    .map(({ name, targets }) => ({ text: `${name}.`, detail: `→ ${targets.join(', ')}` }))
}
