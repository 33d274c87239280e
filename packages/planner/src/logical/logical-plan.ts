import type { MetadataTable } from '@certsql/catalog'
import type { WindowFrame } from '@certsql/sql'
import type { LocalFile } from '../local/local-file.js'
import type { LocalTable } from '../local/local-relation.js'
import type { BoundExpression } from './bound-expression.js'
import type { PlanColumn } from './plan-column.js'
import type { RemoteScan } from './remote-scan.js'

/**
 * The relational tree of a query: what is computed, not where. Every node lists the columns it gives; a column keeps
 * its identity on its way up, so that a predicate can be moved without being rewritten.
 */
export type LogicalPlan =
  | RemoteScan
  | MetadataScan
  | SoqlScan
  | LocalScan
  | CommonTableScan
  | TableFunctionScan
  | ValuesRows
  | Filter
  | Project
  | JoinPlan
  | Aggregate
  | WindowPlan
  | Sort
  | Limit
  | DistinctPlan
  | SetOperationPlan
  | WithPlan

/** information_schema.* and certsql.*: rows that we hold. */
export interface MetadataScan {
  readonly kind: 'MetadataScan'
  readonly table: MetadataTable
  readonly alias: string
  /** Parallel to `table.columns`. */
  readonly columns: readonly PlanColumn[]
}

/** soql('SELECT …'): a query in SOQL that is sent as it is. */
export interface SoqlScan {
  readonly kind: 'SoqlScan'
  readonly id: number
  readonly soql: string
  readonly object: string
  readonly alias: string
  readonly columns: readonly PlanColumn[]
  /** Where the values are in a record; parallel to `columns`. */
  readonly paths: readonly (readonly string[])[]
  readonly grouped: boolean
  readonly includeDeleted: boolean
}

/** A temporary table of the connection, or a file: the residual reads it where it is. */
export interface LocalScan {
  readonly kind: 'LocalScan'
  readonly table: LocalTable | LocalFile
  readonly alias: string
  /** Parallel to `table.columns`. */
  readonly columns: readonly PlanColumn[]
}

/** A use of a common table; each use has columns of its own, parallel to those of the definition. */
export interface CommonTableScan {
  readonly kind: 'CommonTableScan'
  readonly definition: number
  readonly name: string
  readonly columns: readonly PlanColumn[]
}

/** generate_series(…), unnest(…): functions in FROM. Arguments may use columns of the left side of a lateral join. */
export interface TableFunctionScan {
  readonly kind: 'TableFunctionScan'
  readonly function: string
  readonly arguments: readonly BoundExpression[]
  readonly withOrdinality: boolean
  readonly alias: string
  readonly columns: readonly PlanColumn[]
}

/** VALUES, and FROM-less SELECT as one row without columns. */
export interface ValuesRows {
  readonly kind: 'ValuesRows'
  readonly rows: readonly (readonly BoundExpression[])[]
  readonly columns: readonly PlanColumn[]
}

export interface Filter {
  readonly kind: 'Filter'
  readonly input: LogicalPlan
  readonly condition: BoundExpression
  readonly columns: readonly PlanColumn[]
}

export interface ComputedColumn {
  readonly column: PlanColumn
  readonly expression: BoundExpression
}

/** Gives exactly its items. An unchanged column is a `ColumnUse` item that keeps the column's identity. */
export interface Project {
  readonly kind: 'Project'
  readonly input: LogicalPlan
  readonly items: readonly ComputedColumn[]
  readonly columns: readonly PlanColumn[]
}

export type JoinType = 'INNER' | 'LEFT' | 'RIGHT' | 'FULL' | 'CROSS'

/** Gives the columns of the left, then of the right. */
export interface JoinPlan {
  readonly kind: 'JoinPlan'
  readonly type: JoinType
  readonly left: LogicalPlan
  readonly right: LogicalPlan
  readonly condition?: BoundExpression
  /** The right side uses columns of the left. */
  readonly lateral: boolean
  readonly columns: readonly PlanColumn[]
}

export interface AggregateCall {
  readonly column: PlanColumn
  /** Canonical name in the function registry: count, sum, avg, min, max, string_agg, percentile_cont, grouping … */
  readonly function: string
  /** Empty for COUNT(*). */
  readonly arguments: readonly BoundExpression[]
  readonly distinct: boolean
  readonly filter?: BoundExpression
  /** ORDER BY inside the call, or WITHIN GROUP. */
  readonly orderBy: readonly SortKey[]
}

/** Gives the keys, then the aggregates. Without keys and grouping sets: one row, also of no rows. */
export interface Aggregate {
  readonly kind: 'Aggregate'
  readonly input: LogicalPlan
  readonly keys: readonly ComputedColumn[]
  /** Indexes into `keys`; absent: one set of all keys. Keys missing in a set are null there. */
  readonly groupingSets?: readonly (readonly number[])[]
  readonly aggregates: readonly AggregateCall[]
  readonly columns: readonly PlanColumn[]
}

export interface WindowCall {
  readonly column: PlanColumn
  readonly function: string
  readonly arguments: readonly BoundExpression[]
  readonly distinct: boolean
  readonly filter?: BoundExpression
  readonly nulls?: 'IGNORE' | 'RESPECT'
  readonly partitionBy: readonly BoundExpression[]
  readonly orderBy: readonly SortKey[]
  /** Offsets are literals, as in the syntax tree. */
  readonly frame?: WindowFrame
}

/** Gives the columns of the input, then the calls. */
export interface WindowPlan {
  readonly kind: 'WindowPlan'
  readonly input: LogicalPlan
  readonly calls: readonly WindowCall[]
  readonly columns: readonly PlanColumn[]
}

/** Always complete: defaults are NULLS LAST for ASC and NULLS FIRST for DESC. */
export interface SortKey {
  readonly expression: BoundExpression
  readonly direction: 'ASC' | 'DESC'
  readonly nulls: 'FIRST' | 'LAST'
}

export interface Sort {
  readonly kind: 'Sort'
  readonly input: LogicalPlan
  readonly keys: readonly SortKey[]
  readonly columns: readonly PlanColumn[]
}

export interface Limit {
  readonly kind: 'Limit'
  readonly input: LogicalPlan
  /** Absent: all. */
  readonly count?: number
  readonly offset: number
  /** FETCH FIRST n ROWS WITH TIES, over these keys. */
  readonly ties?: readonly SortKey[]
  readonly columns: readonly PlanColumn[]
}

/** DISTINCT, or DISTINCT ON: of the rows that agree on `on`, the first in the order of `keys`. */
export interface DistinctPlan {
  readonly kind: 'DistinctPlan'
  readonly input: LogicalPlan
  readonly on?: { readonly expressions: readonly BoundExpression[]; readonly keys: readonly SortKey[] }
  readonly columns: readonly PlanColumn[]
}

/** Columns by position; the binder has made both sides of one type each. */
export interface SetOperationPlan {
  readonly kind: 'SetOperationPlan'
  readonly operator: 'UNION' | 'INTERSECT' | 'EXCEPT'
  readonly all: boolean
  readonly left: LogicalPlan
  readonly right: LogicalPlan
  readonly columns: readonly PlanColumn[]
}

export interface CommonTableDefinition {
  /** Unique in the statement. */
  readonly id: number
  readonly name: string
  readonly plan: LogicalPlan
  /** The plan scans its own definition. */
  readonly recursive: boolean
  readonly materialized?: boolean
  /** Made by the planner, of scans that several places have in common. */
  readonly shared?: boolean
}

export interface WithPlan {
  readonly kind: 'WithPlan'
  readonly definitions: readonly CommonTableDefinition[]
  readonly body: LogicalPlan
  readonly columns: readonly PlanColumn[]
}
