import type { LogicalPlan } from './logical-plan.js'

/** Whether a plan gives no second row, whatever the records are. */
export function hasOneRowAtMost(plan: LogicalPlan): boolean {
  switch (plan.kind) {
    case 'Limit':
      return plan.count !== undefined && plan.count <= 1 && plan.ties === undefined
    case 'Aggregate':
      return plan.keys.length === 0 && plan.groupingSets === undefined
    case 'RemoteScan':
      return plan.grouping === undefined
        ? plan.limit !== undefined && plan.limit <= 1
        : plan.grouping.keys.length === 0
    case 'ValuesRows':
      return plan.rows.length <= 1
    case 'WithPlan':
      return hasOneRowAtMost(plan.body)
    case 'Project':
    case 'Filter':
    case 'Sort':
      return hasOneRowAtMost(plan.input)
    default:
      return false
  }
}
