import type { Table, TableColumn } from '@certsql/catalog'
import type { SoqlCondition, SoqlExpression, SoqlOrderItem } from '../soql/soql-query.js'
import type { PushdownNote } from '../verdict/verdict.js'
import type { BoundExpression } from './bound-expression.js'
import type { PlanColumn } from './plan-column.js'

/**
 * A query that the org runs. It starts as all columns of one object; rules push conditions, paths, grouping, order and
 * limit into it. Everything in it is exact or a superset that a Filter above checks again.
 */
export interface RemoteScan {
  readonly kind: 'RemoteScan'
  /** Unique in the statement. */
  readonly id: number
  readonly table: Table
  /** As written in the statement; names the staged table. */
  readonly alias: string
  readonly columns: readonly PlanColumn[]
  /** What the org computes for each column; parallel to `columns`. */
  readonly outputs: readonly ScanOutput[]
  readonly filter?: SoqlCondition
  /** What the filter is made of, so that parts of it can be checked here after all. */
  readonly pushed?: readonly PushedCondition[]
  /** Present: an aggregate query. Empty keys: one row over all. */
  readonly grouping?: ScanGrouping
  readonly orderBy: readonly SoqlOrderItem[]
  readonly limit?: number
  readonly offset?: number
  /** Rows to skip before those of the offset, going from key to key of the order, which ends in the record's Id. */
  readonly skip?: number
  readonly includeDeleted: boolean
  /** USING SCOPE, from the hint or the property. */
  readonly scope?: string
  /** From the hint TRANSPORT; otherwise it is chosen. */
  readonly transport?: 'rest' | 'bulk'
  /** What was pushed or not, and why; EXPLAIN prints them. */
  readonly notes: readonly PushdownNote[]
}

/** A condition of the statement that is in the filter. */
export interface PushedCondition {
  readonly condition: SoqlCondition
  /** The same to be checked here; absent where a Filter above checks it anyway. */
  readonly check?: BoundExpression
  /** The scan's columns that the check reads, which may be pruned from the scan itself. */
  readonly columns: readonly { readonly column: PlanColumn; readonly output: ScanOutput }[]
}

export interface ScanGrouping {
  readonly keys: readonly SoqlExpression[]
  readonly having?: SoqlCondition
  /** ROLLUP or CUBE over the keys. */
  readonly form?: 'ROLLUP' | 'CUBE'
  /** Sums that are only used when these figures prove them exact. */
  readonly certificates: readonly SumCertificate[]
  /** Sums that are taken as the org gives them, to so many places. */
  readonly trusted: readonly TrustedSum[]
}

export interface TrustedSum {
  readonly sum: PlanColumn
  readonly scale: number
}

/** `SUM(x)` is exact when n·(n+1)·2⁻⁵³·max(|min|, |max|) is under half a unit of the scale. */
export interface SumCertificate {
  readonly sum: PlanColumn
  readonly count: PlanColumn
  readonly minimum: PlanColumn
  readonly maximum: PlanColumn
  readonly scale: number
}

export interface ScanOutput {
  readonly expression: SoqlExpression
  /**
   * `IsDeleted` of parents on the way: where one of them is true the value is null. A path may lead to a record in the
   * recycle bin, and a join never does.
   */
  readonly deletedFlags?: readonly FieldPath[]
}

/**
 * A field reached from the scanned object: `c2g__Account__r.Owner.Name` is two relationships and a column.
 */
export interface FieldPath {
  readonly relationships: readonly string[]
  readonly table: Table
  readonly column: TableColumn
}
