import type { SourceSpan, SqlType } from '@certsql/core'
import type { ArithmeticOperator, ComparisonOperator } from '@certsql/sql'
import type { LogicalPlan } from './logical-plan.js'
import type { PlanColumn } from './plan-column.js'

/**
 * An expression whose names are resolved and whose types are known. The binder leaves fewer shapes than were written:
 * BETWEEN is two comparisons, simple CASE is searched CASE, NULLIF and COALESCE are CASE and Call, row values are
 * taken apart, parameters are literals, and implicit conversions are casts.
 *
 * A `ColumnUse` of a column that the input does not produce is a correlation with an outer query.
 */
export type BoundExpression =
  | Literal
  | ColumnUse
  | And
  | Or
  | Not
  | Comparison
  | IsNullTest
  | IsTruthTest
  | DistinctTest
  | InListTest
  | LikeTest
  | Arithmetic
  | CaseExpression
  | CastExpression
  | ExtractPart
  | Call
  | ScalarSubqueryValue
  | ExistsTest
  | InSubqueryTest
  | QuantifiedTest

interface Typed {
  readonly type: SqlType
  /** Where it was written; absent for what the planner made. */
  readonly span?: SourceSpan
}

/**
 * A constant. `value` is null, a boolean, or text: digits for numbers (never put through floating point), ISO forms
 * for dates, times and timestamps (timestamptz in UTC: `2025-01-31T10:00:00.000Z`), PostgreSQL's form for intervals.
 */
export interface Literal extends Typed {
  readonly kind: 'Literal'
  readonly value: null | boolean | string
}

export interface ColumnUse extends Typed {
  readonly kind: 'ColumnUse'
  readonly column: PlanColumn
}

// a AND b AND …     two or more, flat
export interface And extends Typed {
  readonly kind: 'And'
  readonly operands: readonly BoundExpression[]
}

// a OR b OR …       two or more, flat
export interface Or extends Typed {
  readonly kind: 'Or'
  readonly operands: readonly BoundExpression[]
}

export interface Not extends Typed {
  readonly kind: 'Not'
  readonly operand: BoundExpression
}

// <left> <operator> <right>   both of one comparable type; text compares by the stricter `comparison` of the two
export interface Comparison extends Typed {
  readonly kind: 'Comparison'
  readonly operator: ComparisonOperator
  readonly left: BoundExpression
  readonly right: BoundExpression
}

// <operand> IS [NOT] NULL
export interface IsNullTest extends Typed {
  readonly kind: 'IsNullTest'
  readonly operand: BoundExpression
  readonly negated: boolean
}

// <operand> IS [NOT] TRUE | FALSE     (UNKNOWN is an IsNullTest)
export interface IsTruthTest extends Typed {
  readonly kind: 'IsTruthTest'
  readonly operand: BoundExpression
  readonly truth: boolean
  readonly negated: boolean
}

// <left> IS [NOT] DISTINCT FROM <right>
export interface DistinctTest extends Typed {
  readonly kind: 'DistinctTest'
  readonly left: BoundExpression
  readonly right: BoundExpression
  readonly negated: boolean
}

// <operand> [NOT] IN (<items>)
export interface InListTest extends Typed {
  readonly kind: 'InListTest'
  readonly operand: BoundExpression
  readonly items: readonly BoundExpression[]
  readonly negated: boolean
}

// <operand> [NOT] LIKE <pattern> [ESCAPE <escape>]
export interface LikeTest extends Typed {
  readonly kind: 'LikeTest'
  readonly operand: BoundExpression
  readonly pattern: BoundExpression
  /** Absent: backslash, as in PostgreSQL. An empty text: no escape. */
  readonly escape?: BoundExpression
  readonly negated: boolean
  /** ILIKE */
  readonly caseInsensitive: boolean
}

// <left> + - * / % ^ <right>    numbers, dates and intervals
export interface Arithmetic extends Typed {
  readonly kind: 'Arithmetic'
  readonly operator: ArithmeticOperator
  readonly left: BoundExpression
  readonly right: BoundExpression
}

// CASE WHEN … THEN … ELSE … END
export interface CaseExpression extends Typed {
  readonly kind: 'CaseExpression'
  readonly branches: readonly { readonly when: BoundExpression; readonly then: BoundExpression }[]
  readonly otherwise: BoundExpression
}

// CAST(<operand> AS <type>)
export interface CastExpression extends Typed {
  readonly kind: 'CastExpression'
  readonly operand: BoundExpression
  /** TRY_CAST */
  readonly safe: boolean
}

// EXTRACT(<field> FROM <operand>)
export interface ExtractPart extends Typed {
  readonly kind: 'ExtractPart'
  /** Upper case. */
  readonly field: string
  readonly operand: BoundExpression
}

// <function>(<arguments>)     a scalar function of the registry, by its canonical name
export interface Call extends Typed {
  readonly kind: 'Call'
  readonly function: string
  readonly arguments: readonly BoundExpression[]
}

// (<plan>)     one column, at most one row
export interface ScalarSubqueryValue extends Typed {
  readonly kind: 'ScalarSubqueryValue'
  readonly plan: LogicalPlan
}

// EXISTS (<plan>)
export interface ExistsTest extends Typed {
  readonly kind: 'ExistsTest'
  readonly plan: LogicalPlan
}

// (<operands>) [NOT] IN (<plan>)    as many operands as the plan has columns
export interface InSubqueryTest extends Typed {
  readonly kind: 'InSubqueryTest'
  readonly operands: readonly BoundExpression[]
  readonly plan: LogicalPlan
  readonly negated: boolean
}

// <operand> <operator> ANY | ALL (<plan>)
export interface QuantifiedTest extends Typed {
  readonly kind: 'QuantifiedTest'
  readonly operand: BoundExpression
  readonly operator: ComparisonOperator
  readonly quantifier: 'ANY' | 'ALL'
  readonly plan: LogicalPlan
}
