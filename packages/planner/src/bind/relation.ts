import type { SourceSpan } from '@certsql/core'
import type { Identifier } from '@certsql/sql'
import type { BoundExpression } from '../logical/bound-expression.js'
import type { PlanColumn } from '../logical/plan-column.js'

/** One table of a FROM, as names see it. */
export interface Relation {
  /** The alias, or the table's name as it was written; empty for a subquery without one. */
  readonly alias: string
  readonly span: SourceSpan
  /** How many leading parts of a path name this relation: `a.Name` 1, `org.Account.Name` 2, else 0. */
  answersTo(path: readonly string[]): number
  findColumn(name: string, names: ColumnNaming): ColumnMatch
  /** `Account.Owner.Name` from here on, if the first part is a lookup of this relation. */
  findPath?(path: readonly Identifier[]): BoundExpression | undefined
  /** The columns of `*`, in their order. */
  starColumns(): readonly VisibleColumn[]
  /** For suggestions. */
  columnNames(): readonly string[]
  relationshipNames(): readonly string[]
  /** What to write instead of a lookup that does not exist. */
  relationshipHint?(name: string): string | undefined
  /** The name of the table that an alias took the place of. */
  readonly hiddenName?: string | undefined
  owns(column: PlanColumn): boolean
  /** Whether a column of these ids is one of its own. */
  ownsAny(ids: ReadonlySet<number>): boolean
}

/** `exact`: full names only. `short`: without namespace and `__c` too. */
export type ColumnNaming = 'exact' | 'short'

/** A column that becomes part of the plan when it is used. */
export interface VisibleColumn {
  readonly name: string
  use(): BoundExpression
}

export type ColumnMatch =
  | { readonly kind: 'found'; readonly column: VisibleColumn }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly string[] }
  | { readonly kind: 'unknown' }

export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
