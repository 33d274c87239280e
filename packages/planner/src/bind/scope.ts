import type { Expression, Query } from '@certsql/sql'
import type { BoundExpression } from '../logical/bound-expression.js'
import type { LogicalPlan } from '../logical/logical-plan.js'
import type { BindContext } from './bind-context.js'
import type { CommonTables } from './common-tables.js'
import type { FromItem } from './from-item.js'
import type { ParameterReader } from './parameter-reader.js'
import type { SelectCalls } from './select-calls.js'

/** What the parts of the binder share while one statement is bound. */
export interface Binder extends BindContext {
  readonly parameters: ParameterReader
  bindExpression(expression: Expression, scope: Scope): BoundExpression
  bindQuery(query: Query, scope: Scope): LogicalPlan
}

/** Where an expression stands, and so what it may hold. */
export interface Clause {
  /** As messages name it: `WHERE`, `JOIN … ON`. */
  readonly name: string
  readonly aggregates: boolean
  readonly windows: boolean
}

/** What hints say about all scans below them. */
export interface ScanHints {
  readonly includeDeleted: boolean
  readonly scope?: string
  readonly transport?: 'rest' | 'bulk'
}

/** The names that an expression can use, from the inside out. */
export interface Scope {
  /** The scope of the query around this one. */
  readonly outer?: Scope
  readonly from: FromItem
  readonly clause: Clause
  /** The aggregates and windows of the SELECT whose expressions these are. */
  readonly calls?: SelectCalls
  /** Names of the select list, for the clauses that may use them when there is no such column. */
  readonly output?: (name: string) => BoundExpression | undefined
  readonly commonTables: CommonTables
  /** Below the nullable side of an outer join: every column may be null. */
  readonly nullSupplied: boolean
  readonly hints: ScanHints
  /** Tables of the same FROM that only LATERAL would let in; for messages. */
  readonly siblings?: FromItem
}

/** What the scope of an inner query or clause has of its own. */
export type OwnNames = Pick<Scope, 'from' | 'clause'> & Partial<Pick<Scope, 'calls' | 'output' | 'siblings'>>

/** A scope inside another one: its own names first, then those around it. */
export function innerScope(outer: Scope, own: OwnNames): Scope {
  const { commonTables, nullSupplied, hints } = outer
  return { outer, commonTables, nullSupplied, hints, ...own }
}

export const IN_WHERE: Clause = { name: 'WHERE', aggregates: false, windows: false }
export const IN_ON: Clause = { name: 'JOIN … ON', aggregates: false, windows: false }
export const IN_FROM: Clause = { name: 'FROM', aggregates: false, windows: false }
export const IN_VALUES: Clause = { name: 'VALUES', aggregates: false, windows: false }
export const IN_GROUP_BY: Clause = { name: 'GROUP BY', aggregates: false, windows: false }
export const IN_HAVING: Clause = { name: 'HAVING', aggregates: true, windows: false }
export const IN_SELECT: Clause = { name: 'SELECT', aggregates: true, windows: true }
export const IN_ORDER_BY: Clause = { name: 'ORDER BY', aggregates: true, windows: true }
export const IN_QUALIFY: Clause = { name: 'QUALIFY', aggregates: true, windows: true }
export const IN_AGGREGATE: Clause = { name: 'an aggregate function', aggregates: false, windows: false }
export const IN_WINDOW: Clause = { name: 'a window function', aggregates: true, windows: false }
export const IN_LIMIT: Clause = { name: 'LIMIT', aggregates: false, windows: false }
