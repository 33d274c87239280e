import type { ComparisonOperator } from '@certsql/sql'
import type { BoundExpression } from '../../logical/bound-expression.js'
import type { RemoteScan } from '../../logical/remote-scan.js'
import type { KeySource } from './key-source.js'

export type RangeOperator = Exclude<ComparisonOperator, '=' | '<>'>

/** A scan that could be asked for only the rows that meet keys from elsewhere. */
export interface BindCandidate {
  readonly scan: RemoteScan
  /** Over the scan's columns; equals a key where a row is needed, or is as `operator` says. */
  readonly operand: BoundExpression
  /** Present: the operand is compared so with the one key that there is. */
  readonly operator?: RangeOperator
  readonly keys: KeySource
  /** Scans that must have been read before the keys are known. */
  readonly sources: ReadonlySet<number>
  /** The condition that says so, for EXPLAIN. */
  readonly condition: BoundExpression
}
