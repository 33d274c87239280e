import type { Choices } from './choices.js'
import type { RandomTable, ValueType, Vocabulary } from './vocabulary.js'

/** A column as a statement names it. */
export interface VisibleColumn {
  /** `t1.Name` */
  readonly sql: string
  readonly type: ValueType
  readonly wide: boolean
  readonly targets: readonly string[]
}

/** What a clause can see. */
export interface Scope {
  readonly columns: readonly VisibleColumn[]
  /** Of the queries around: a column of these makes a subquery a correlated one. */
  readonly outer: readonly VisibleColumn[]
}

export interface OutputColumn {
  readonly name: string
  readonly type: ValueType
  readonly wide: boolean
  readonly targets: readonly string[]
}

export interface WrittenQuery {
  readonly sql: string
  readonly columns: readonly OutputColumn[]
  /** At most about so many rows. */
  readonly rows: number
  /** Its ORDER BY leaves nothing open. */
  readonly ordered: boolean
}

export interface QueryRequest {
  /** Absent: as the query likes. */
  readonly types?: readonly ValueType[]
  readonly outer?: readonly VisibleColumn[]
  readonly depth: number
  /** One row, as a scalar subquery must have. */
  readonly single?: boolean
}

/** What the writers of clauses share; they call each other through it. */
export interface WritingContext {
  readonly choices: Choices
  readonly vocabulary: Vocabulary
  /** The tables of the org and the common table expressions that are in sight. */
  readonly tables: readonly RandomTable[]
  newName(prefix: string): string
  expression(type: ValueType, scope: Scope, depth: number): string
  condition(scope: Scope, depth: number): string
  query(request: QueryRequest, context: WritingContext): WrittenQuery
}
