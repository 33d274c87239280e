import type { BoundExpression } from '../logical/bound-expression.js'
import { usesAny } from '../logical/columns-used.js'
import { conjunction, conjunctsOf } from '../logical/conjuncts.js'
import type { JoinPlan, LogicalPlan } from '../logical/logical-plan.js'
import { partition } from '../logical/partition.js'
import { columnIds } from './plan-nodes.js'

/** What an inner join puts together, however it is nested. */
export function innerLeaves(plan: LogicalPlan): readonly LogicalPlan[] {
  return isInner(plan) ? [...innerLeaves(plan.left), ...innerLeaves(plan.right)] : [plan]
}

function isInner(plan: LogicalPlan): plan is JoinPlan {
  return plan.kind === 'JoinPlan' && !plan.lateral && (plan.type === 'INNER' || plan.type === 'CROSS')
}

export interface WithoutLeaf {
  readonly plan: LogicalPlan
  /** Conditions of the joins that the leaf stood below. */
  readonly conjuncts: readonly BoundExpression[]
}

/** The same join without one of its leaves; undefined where it is none of them, or the only one. */
export function withoutLeaf(plan: LogicalPlan, leaf: LogicalPlan): WithoutLeaf | undefined {
  if (!isInner(plan)) return undefined
  const own = conjunctsOf(plan.condition)
  if (plan.left === leaf) return { plan: plan.right, conjuncts: own }
  if (plan.right === leaf) return { plan: plan.left, conjuncts: own }
  const left = withoutLeaf(plan.left, leaf)
  const right = left === undefined ? withoutLeaf(plan.right, leaf) : undefined
  const below = left ?? right
  if (below === undefined) return undefined
  const sides = left === undefined ? [plan.left, below.plan] : [below.plan, plan.right]
  const [one = plan.left, other = plan.right] = sides
  // The leaf is gone, and so are the columns that some conditions look at: those go up with its own.
  const lost = columnIds(leaf.columns)
  const [rising, staying] = partition(own, (conjunct) => usesAny(conjunct, lost))
  return { plan: innerJoin(one, other, staying), conjuncts: [...below.conjuncts, ...rising] }
}

/** An inner join, or a cross join where there is nothing to join by. */
export function innerJoin(
  left: LogicalPlan,
  right: LogicalPlan,
  conjuncts: readonly BoundExpression[],
): JoinPlan {
  const columns = [...left.columns, ...right.columns]
  const bare = { kind: 'JoinPlan', left, right, lateral: false, columns } as const
  return conjuncts.length === 0
    ? { ...bare, type: 'CROSS' }
    : { ...bare, type: 'INNER', condition: conjunction(conjuncts) }
}
