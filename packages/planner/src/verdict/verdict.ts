import type { SoqlCondition } from '../soql/soql-query.js'

/**
 * How far SOQL can say a thing. `exact`: it says the same. `superset`: it says at least as much, so push it and check
 * again here. `none`: it stays here.
 */
export type VerdictKind = 'exact' | 'superset' | 'none'

/** The verdict on a condition; the reason is a sentence that EXPLAIN prints. */
export type ConditionVerdict =
  | { readonly kind: 'exact'; readonly condition: SoqlCondition; readonly reason: string }
  | { readonly kind: 'superset'; readonly condition: SoqlCondition; readonly reason: string }
  | { readonly kind: 'none'; readonly reason: string }

/** One line of EXPLAIN: a piece of the statement, where it runs, and why. */
export interface PushdownNote {
  readonly subject:
    | 'projection'
    | 'filter'
    | 'join'
    | 'grouping'
    | 'aggregate'
    | 'having'
    | 'distinct'
    | 'sort'
    | 'limit'
  /** The piece, as SQL. */
  readonly text: string
  readonly verdict: VerdictKind
  readonly reason: string
}
