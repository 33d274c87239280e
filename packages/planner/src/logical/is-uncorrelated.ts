import { addColumnsUsed } from './columns-used.js'
import type { LogicalPlan } from './logical-plan.js'
import { expressionsOf, visitPlan } from './map-plan.js'

/** Whether a plan uses no columns but those that it makes itself. */
export function isUncorrelated(plan: LogicalPlan): boolean {
  const given = new Set<number>()
  const used = new Set<number>()
  visitPlan(plan, (node) => {
    for (const { id } of node.columns) given.add(id)
    for (const expression of expressionsOf(node)) addColumnsUsed(expression, used)
  })
  return [...used].every((id) => given.has(id))
}
