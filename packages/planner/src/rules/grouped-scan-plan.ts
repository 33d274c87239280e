import type { BoundExpression } from '../logical/bound-expression.js'
import type { AggregateCall, ComputedColumn } from '../logical/logical-plan.js'
import type { RemoteScan } from '../logical/remote-scan.js'
import type { SoqlCondition } from '../soql/soql-query.js'
import type { AggregateVerdict } from './push-aggregate-call.js'
import type { GroupKeyVerdict } from './push-group-key.js'

export type KeyVerdict = Exclude<GroupKeyVerdict, { readonly kind: 'none' }>
export type CallVerdict = Extract<AggregateVerdict, { readonly kind: 'exact' }>

/** How an aggregate is put together from aggregate queries of one object. */
export interface GroupedScanPlan {
  readonly scan: RemoteScan
  readonly keys: readonly PlannedKey[]
  readonly branches: readonly Branch[]
  /** Parallel to the aggregate's calls. */
  readonly calls: readonly PlannedCall[]
  /** The groups of the org are not yet those of SQL, and are grouped once more. */
  readonly needsMerge: boolean
}

export interface PlannedKey {
  readonly key: ComputedColumn
  readonly verdict: KeyVerdict
}

/** One aggregate query: all of them group by the keys, each perhaps finer, or over a part of the records. */
export interface Branch {
  /** Only records that meet this. */
  readonly filter?: { readonly expression: BoundExpression; readonly condition: SoqlCondition }
  /** What it groups by beside the keys. */
  readonly extras: readonly KeyVerdict[]
}

export type PlannedCall =
  /** The org computes it. */
  | {
      readonly kind: 'org'
      readonly call: AggregateCall
      readonly verdict: CallVerdict
      readonly branch: number
      /** Computed here from the groups, which are then fine enough. */
      readonly filter?: KeyVerdict
    }
  /** Computed here from values that the org groups by, which it gives once for each group: MIN, COUNT(DISTINCT …). */
  | {
      readonly kind: 'overKeys'
      readonly call: AggregateCall
      readonly argument: KeyVerdict
      readonly filter?: KeyVerdict
      readonly branch: number
      readonly reason: string
    }
  /** GROUPING(…). */
  | { readonly kind: 'grouping'; readonly call: AggregateCall }
