import type { NamedCandidate } from './match-names.js'
import type { ScopeTable } from './scope-tables.js'

/**
 * Conditions for the table that was joined last, over the lookups between it and the others: `i.c2g__Account__c = a.Id`.
 */
export function joinConditions(scope: readonly ScopeTable[]): readonly NamedCandidate[] {
  const joined = scope.at(-1)
  if (joined === undefined) return []
  return scope
    .slice(0, -1)
    .flatMap((other) => [...lookups(other, joined), ...lookups(joined, other)])
    .map((text) => ({ text, detail: 'lookup' }))
}

function lookups(child: ScopeTable, parent: ScopeTable): readonly string[] {
  return child.table.parents
    .filter(({ targets }) => targets.includes(parent.table.name))
    .map(({ column }) => `${parent.qualifier}.Id = ${child.qualifier}.${column}`)
}
