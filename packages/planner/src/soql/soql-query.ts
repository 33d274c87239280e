import type { FieldPath } from '../logical/remote-scan.js'

/** SOQL as a tree: only what the planner emits. Values are already in SOQL's own types. */
export interface SoqlQuery {
  readonly select: readonly SoqlSelectItem[]
  readonly from: string
  readonly scope?: string
  readonly where?: SoqlCondition
  readonly groupBy: readonly SoqlExpression[]
  readonly groupByForm?: 'ROLLUP' | 'CUBE'
  readonly having?: SoqlCondition
  readonly orderBy: readonly SoqlOrderItem[]
  readonly limit?: number
  readonly offset?: number
}

export interface SoqlSelectItem {
  readonly expression: SoqlExpression
  /** Only aggregate queries and toLabel/FORMAT/convertCurrency may have one. */
  readonly alias?: string
}

export type SoqlExpression = SoqlField | SoqlFunction | SoqlAggregate

export interface SoqlField {
  readonly kind: 'SoqlField'
  readonly path: FieldPath
}

// CALENDAR_YEAR(f), DAY_ONLY(f), toLabel(f), FORMAT(f), convertCurrency(f)
export interface SoqlFunction {
  readonly kind: 'SoqlFunction'
  readonly name: string
  readonly argument: SoqlExpression
}

// COUNT(f), COUNT_DISTINCT(f), SUM(f), AVG(f), MIN(f), MAX(f), GROUPING(f)
export interface SoqlAggregate {
  readonly kind: 'SoqlAggregate'
  readonly function: 'COUNT' | 'COUNT_DISTINCT' | 'SUM' | 'AVG' | 'MIN' | 'MAX' | 'GROUPING'
  readonly argument: SoqlExpression
}

export type SoqlOperator = '=' | '!=' | '<' | '<=' | '>' | '>='

/** Two-valued: every condition is true or false. No NOT over a compound; AND and OR never mix without parentheses. */
export type SoqlCondition =
  | { readonly kind: 'SoqlAnd'; readonly operands: readonly SoqlCondition[] }
  | { readonly kind: 'SoqlOr'; readonly operands: readonly SoqlCondition[] }
  | {
      readonly kind: 'SoqlComparison'
      readonly left: SoqlExpression
      readonly operator: SoqlOperator
      readonly value: SoqlValue
    }
  | {
      readonly kind: 'SoqlIn'
      readonly left: SoqlExpression
      readonly values: readonly SoqlValue[]
      readonly negated: boolean
    }
  | {
      readonly kind: 'SoqlLike'
      readonly left: SoqlExpression
      /** In SOQL's LIKE language, not yet quoted: `%`, `_`, `\%`, `\_`, `\\`. */
      readonly pattern: string
      readonly negated: boolean
    }
  | {
      readonly kind: 'SoqlIncludes'
      readonly left: SoqlExpression
      readonly values: readonly string[]
      readonly negated: boolean
    }
  | {
      readonly kind: 'SoqlSemiJoin'
      readonly left: SoqlExpression
      readonly query: SoqlQuery
      readonly negated: boolean
    }
  /** Always false: `Id = null`. */
  | { readonly kind: 'SoqlNever' }
  /** Always true: `Id != null`. Only as a step on the way: it is never left in a query. */
  | { readonly kind: 'SoqlAlways' }

export type SoqlValue =
  | { readonly kind: 'null' }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** Digits as they go into SOQL. */
  | { readonly kind: 'number'; readonly value: string }
  /** 2025-01-31 */
  | { readonly kind: 'date'; readonly value: string }
  /** 2025-01-31T10:00:00Z, always UTC */
  | { readonly kind: 'datetime'; readonly value: string }
  /** 10:30:00.000Z */
  | { readonly kind: 'time'; readonly value: string }

export interface SoqlOrderItem {
  readonly expression: SoqlExpression
  readonly direction: 'ASC' | 'DESC'
  readonly nulls: 'FIRST' | 'LAST'
}
