import { simplifyCondition } from '../conditions/simplify-condition.js'
import { isFalse, isTrue } from '../logical/conjuncts.js'
import type { Filter, JoinPlan } from '../logical/logical-plan.js'
import { emptyRows } from './plan-nodes.js'
import { ruleFor } from './rule-for.js'

/**
 * Brings conditions into the shape that later rules know: NOT at the leaves, AND and OR flat, constants on the right,
 * nothing that is always true or never.
 *
 *   WHERE NOT (Amount > 5 OR IsWon) AND 'x' = Name   ⇒   WHERE Amount <= 5 AND NOT IsWon AND Name = 'x'
 *
 * A condition filters, and there unknown is as good as false: `Name = NULL` is FALSE here. That holds below AND and OR,
 * and nowhere else:
 *
 *   WHERE (Amount > NULL) IS NULL   -- true for every row; as FALSE IS NULL it would be none
 */
export const simplifyPredicates = ruleFor(['Filter', 'JoinPlan'], (node, { options }) =>
  node.kind === 'Filter' ? simplifyFilter(node, options.timeZone) : simplifyJoin(node, options.timeZone),
)

function simplifyFilter(filter: Filter, timeZone: string) {
  const condition = simplifyCondition(filter.condition, timeZone)
  if (isTrue(condition)) return filter.input
  if (isFalse(condition)) return emptyRows(filter.columns)
  return condition === filter.condition ? filter : { ...filter, condition }
}

/** An outer join keeps its rows whatever its condition says, so there only the condition changes. */
function simplifyJoin(join: JoinPlan, timeZone: string) {
  if (join.condition === undefined) return join
  const condition = simplifyCondition(join.condition, timeZone)
  if (join.type === 'INNER' && isFalse(condition)) return emptyRows(join.columns)
  if (join.type === 'INNER' && isTrue(condition)) {
    const { condition: _, ...unconditional } = join
    return { ...unconditional, type: 'CROSS' } satisfies JoinPlan
  }
  return condition === join.condition ? join : { ...join, condition }
}
